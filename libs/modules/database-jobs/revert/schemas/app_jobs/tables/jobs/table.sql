-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/table from pg

drop table app_jobs.jobs;
