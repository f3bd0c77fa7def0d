-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/indexes/priority_run_at_id_idx from pg

drop index app_jobs.priority_run_at_id_idx;
