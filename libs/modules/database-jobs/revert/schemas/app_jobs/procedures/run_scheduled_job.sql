-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/run_scheduled_job from pg

drop function app_jobs.run_scheduled_job(bigint, interval);
