-- Revert pgpm-jobs:schemas/app_jobs/procedures/add_scheduled_job from pg

drop function app_jobs.add_scheduled_job(text, json, json, text, text, int, int);
