-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/increase_job_queue_count from pg

drop trigger _500_increase_job_queue_count_on_update on app_jobs.jobs;

drop trigger _500_increase_job_queue_count_on_insert on app_jobs.jobs;

drop function app_jobs.tg_increase_job_queue_count();
