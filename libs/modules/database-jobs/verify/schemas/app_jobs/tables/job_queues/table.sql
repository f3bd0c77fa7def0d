-- Verify pgpm-database-jobs:schemas/app_jobs/tables/job_queues/table on pg

select public.verify_table('app_jobs.job_queues');

select queue_name, job_count, locked_at, locked_by, database_id from app_jobs.job_queues where false;

select public.verify_constraint('app_jobs.job_queues', 'job_queues_pkey');
select public.verify_policy('own_database', 'app_jobs.job_queues');
select public.verify_policy('all_databases', 'app_jobs.job_queues');
