-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/indexes/priority_run_at_id_idx to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table

-- get_job reads this index from its start. It is partial so that dead jobs, which stay in the table, and running ones
-- cost nothing.
create index priority_run_at_id_idx on app_jobs.jobs (priority, run_at, id)
where locked_at is null and attempts < max_attempts;
