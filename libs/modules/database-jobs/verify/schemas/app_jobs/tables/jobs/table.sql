-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/table on pg

select public.verify_table('app_jobs.jobs');

select
  id, database_id, queue_name, task_identifier, payload, priority, run_at, attempts, max_attempts, key, last_error,
  locked_at, locked_by
from app_jobs.jobs
where false;

select public.verify_constraint('app_jobs.jobs', 'jobs_key_key');
select public.verify_policy('own_database', 'app_jobs.jobs');
select public.verify_policy('all_databases', 'app_jobs.jobs');
