-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/table to pg
-- requires: schemas/app_jobs/schema

create table app_jobs.scheduled_jobs (
  id bigserial constraint scheduled_jobs_pkey primary key,
  database_id uuid not null,
  queue_name text default pg_catalog.gen_random_uuid()::text,
  task_identifier text not null,
  payload json not null default '{}',
  priority int not null default 0,
  max_attempts int not null default 25,
  key text,
  locked_at timestamptz,
  locked_by text,
  schedule_info json not null,
  last_scheduled timestamptz,
  last_scheduled_id bigint,
  -- The index of a key is that of its database, too.
  constraint scheduled_jobs_key_key unique (database_id, key),
  constraint scheduled_jobs_key_check check (length(key) < 513),
  constraint scheduled_jobs_task_identifier_check check (length(task_identifier) < 127),
  constraint scheduled_jobs_max_attempts_check check (max_attempts > 0),
  constraint scheduled_jobs_queue_name_check check (length(queue_name) < 127),
  constraint scheduled_jobs_locked_by_check check (length(locked_by) > 3)
);

comment on table app_jobs.scheduled_jobs is
  'Schedules, each held by at most one scheduler, which turns every tick into a job with run_scheduled_job.';
comment on column app_jobs.scheduled_jobs.database_id is
  'Tenant. Not a foreign key: the tables of tenants are elsewhere.';
comment on column app_jobs.scheduled_jobs.queue_name is
  'Queue of the jobs: NULL runs them in parallel. A direct insert without it gets a queue of its own.';
comment on column app_jobs.scheduled_jobs.priority is 'Priority of the jobs; the lowest number runs first.';
comment on column app_jobs.scheduled_jobs.max_attempts is 'Tries that each job gets, the first one included.';
comment on column app_jobs.scheduled_jobs.schedule_info is
  'When to run, for the scheduler: a recurrence object or a bounded cron rule. Not read by the database.';
comment on column app_jobs.scheduled_jobs.last_scheduled_id is
  'Id of the job of the last tick. Not a foreign key: finished jobs are deleted.';

-- Tenants are kept apart for every role but the owner and administrator, whatever it was granted. A claim that is no
-- uuid is an error, and without a claim there are no rows.
alter table app_jobs.scheduled_jobs enable row level security;

create policy own_database on app_jobs.scheduled_jobs
using (database_id = nullif(pg_catalog.current_setting('jwt.claims.database_id', true), '')::uuid);

create policy all_databases on app_jobs.scheduled_jobs to administrator using (true);

comment on policy own_database on app_jobs.scheduled_jobs is
  'The rows of the database that the setting jwt.claims.database_id names.';
comment on policy all_databases on app_jobs.scheduled_jobs is 'Workers serve all databases.';
