-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/get_scheduled_job from pg

drop function app_jobs.get_scheduled_job(text, text[], interval, uuid);
