-- Revert pgpm-jobs:schemas/app_jobs/procedures/add_job from pg

drop function app_jobs.add_job(text, json, text, text, timestamptz, int, int);
