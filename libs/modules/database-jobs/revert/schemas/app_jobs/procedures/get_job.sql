-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/get_job from pg

drop function app_jobs.get_job(text, text[], interval, uuid);
