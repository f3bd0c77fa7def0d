-- Revert pgpm-database-jobs:schemas/app_jobs/tables/job_queues/indexes/job_queues_locked_by_idx from pg

drop index app_jobs.job_queues_locked_by_idx;
