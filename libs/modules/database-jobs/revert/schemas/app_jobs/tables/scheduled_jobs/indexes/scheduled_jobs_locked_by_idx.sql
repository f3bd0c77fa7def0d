-- Revert pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/indexes/scheduled_jobs_locked_by_idx from pg

drop index app_jobs.scheduled_jobs_locked_by_idx;
