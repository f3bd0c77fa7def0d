-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/add_job from pg

drop function app_jobs.add_job(uuid, text, json, text, text, timestamptz, int, int);
