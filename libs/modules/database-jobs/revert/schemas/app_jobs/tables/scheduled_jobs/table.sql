-- Revert pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/table from pg

drop table app_jobs.scheduled_jobs;
