-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/complete_job from pg

drop function app_jobs.complete_job(text, bigint);
