-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/add_scheduled_job from pg

drop function app_jobs.add_scheduled_job(uuid, text, json, json, text, text, int, int);
