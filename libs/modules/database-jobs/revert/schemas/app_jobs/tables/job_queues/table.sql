-- Revert pgpm-database-jobs:schemas/app_jobs/tables/job_queues/table from pg

drop table app_jobs.job_queues;
