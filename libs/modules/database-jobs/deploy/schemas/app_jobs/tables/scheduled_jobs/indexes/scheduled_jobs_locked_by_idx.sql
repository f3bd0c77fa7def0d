-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/indexes/scheduled_jobs_locked_by_idx to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/scheduled_jobs/table

create index scheduled_jobs_locked_by_idx on app_jobs.scheduled_jobs (locked_by);
