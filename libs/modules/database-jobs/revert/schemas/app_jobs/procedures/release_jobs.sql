-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/release_jobs from pg

drop function app_jobs.release_jobs(text);
