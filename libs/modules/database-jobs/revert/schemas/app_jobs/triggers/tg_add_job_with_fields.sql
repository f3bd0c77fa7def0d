-- Revert pgpm-database-jobs:schemas/app_jobs/triggers/tg_add_job_with_fields from pg

drop function app_jobs.trigger_job_with_fields();
