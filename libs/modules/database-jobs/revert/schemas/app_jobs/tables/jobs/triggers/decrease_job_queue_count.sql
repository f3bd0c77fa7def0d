-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/decrease_job_queue_count from pg

drop trigger decrease_job_queue_count_on_update on app_jobs.jobs;

drop trigger decrease_job_queue_count_on_delete on app_jobs.jobs;

drop function app_jobs.tg_decrease_job_queue_count();
