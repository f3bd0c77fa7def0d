-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/indexes/jobs_locked_by_idx from pg

drop index app_jobs.jobs_locked_at_idx;

drop index app_jobs.jobs_locked_by_idx;
