-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/fail_job from pg

drop function app_jobs.fail_job(text, bigint, text, double precision);
