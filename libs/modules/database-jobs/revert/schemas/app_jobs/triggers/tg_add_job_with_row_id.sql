-- Revert pgpm-database-jobs:schemas/app_jobs/triggers/tg_add_job_with_row_id from pg

drop function app_jobs.tg_add_job_with_row_id();
