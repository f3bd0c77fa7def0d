-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/release_scheduled_jobs from pg

drop function app_jobs.release_scheduled_jobs(text, bigint[]);
