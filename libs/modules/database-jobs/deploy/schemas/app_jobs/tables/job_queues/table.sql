-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/job_queues/table to pg
-- requires: schemas/app_jobs/schema

create table app_jobs.job_queues (
  queue_name text not null,
  job_count int not null default 0,
  locked_at timestamptz,
  locked_by text,
  database_id uuid not null,
  constraint job_queues_pkey primary key (database_id, queue_name)
);

comment on table app_jobs.job_queues is
  'One row for each queue of each database that has jobs. The row is the mutex of the queue. Kept by triggers of '
  'app_jobs.jobs.';
comment on column app_jobs.job_queues.database_id is 'Tenant. Queues of the same name do not wait for each other.';
comment on column app_jobs.job_queues.job_count is 'Jobs in the queue: waiting, running and dead ones.';
comment on column app_jobs.job_queues.locked_at is
  'Start of the transaction that took a job of the queue; NULL when none is running.';
comment on column app_jobs.job_queues.locked_by is 'Id of the worker that runs a job of the queue.';

-- Tenants are kept apart for every role but the owner and administrator, whatever it was granted. A claim that is no
-- uuid is an error, and without a claim there are no rows.
alter table app_jobs.job_queues enable row level security;

create policy own_database on app_jobs.job_queues
using (database_id = nullif(pg_catalog.current_setting('jwt.claims.database_id', true), '')::uuid);

create policy all_databases on app_jobs.job_queues to administrator using (true);

comment on policy own_database on app_jobs.job_queues is
  'The rows of the database that the setting jwt.claims.database_id names.';
comment on policy all_databases on app_jobs.job_queues is 'Workers serve all databases.';
