-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/job_queues/indexes/job_queues_locked_by_idx to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/job_queues/table

-- Partial: it holds the busy queues only, which get_job reads to pass over their jobs.
create index job_queues_locked_by_idx on app_jobs.job_queues (locked_by) where locked_by is not null;
