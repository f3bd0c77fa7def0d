-- Revert pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/triggers/notify_scheduled_job from pg

drop trigger _900_notify_scheduled_job on app_jobs.scheduled_jobs;
