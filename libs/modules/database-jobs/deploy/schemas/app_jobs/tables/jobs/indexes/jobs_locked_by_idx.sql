-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/indexes/jobs_locked_by_idx to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table

-- Partial: they hold the running jobs only, so adding a job does not touch them.
create index jobs_locked_by_idx on app_jobs.jobs (locked_by) where locked_by is not null;

-- Finds the jobs of lost workers without looking at those that run.
create index jobs_locked_at_idx on app_jobs.jobs (locked_at) where locked_at is not null;
