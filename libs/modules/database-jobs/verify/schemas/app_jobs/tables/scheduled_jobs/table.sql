-- Verify pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/table on pg

select public.verify_table('app_jobs.scheduled_jobs');

select
  id, database_id, queue_name, task_identifier, payload, priority, max_attempts, key, locked_at, locked_by,
  schedule_info, last_scheduled, last_scheduled_id
from app_jobs.scheduled_jobs
where false;

select public.verify_constraint('app_jobs.scheduled_jobs', 'scheduled_jobs_key_key');
select public.verify_policy('own_database', 'app_jobs.scheduled_jobs');
select public.verify_policy('all_databases', 'app_jobs.scheduled_jobs');
