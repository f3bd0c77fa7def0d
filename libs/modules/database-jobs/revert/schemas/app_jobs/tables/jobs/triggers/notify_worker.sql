-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/notify_worker from pg

drop trigger _900_notify_worker on app_jobs.jobs;
