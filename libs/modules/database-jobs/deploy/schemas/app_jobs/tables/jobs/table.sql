-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/table to pg
-- requires: schemas/app_jobs/schema

create table app_jobs.jobs (
  id bigserial constraint jobs_pkey primary key,
  database_id uuid not null,
  queue_name text default pg_catalog.gen_random_uuid()::text,
  task_identifier text not null,
  payload json not null default '{}',
  priority int not null default 0,
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  max_attempts int not null default 25,
  key text,
  last_error text,
  locked_at timestamptz,
  locked_by text,
  -- The index of a key is that of its database, too.
  constraint jobs_key_key unique (database_id, key),
  constraint jobs_key_check check (length(key) < 513),
  constraint jobs_task_identifier_check check (length(task_identifier) < 127),
  constraint jobs_max_attempts_check check (max_attempts > 0),
  constraint jobs_queue_name_check check (length(queue_name) < 127),
  constraint jobs_locked_by_check check (length(locked_by) > 3)
)
-- Taken and finished jobs leave dead entries where get_job starts to read. By default vacuum waits until a fifth of the
-- table is dead, and spares the indexes while that is little: far too long with many waiting jobs.
with (autovacuum_vacuum_scale_factor = 0.01, vacuum_index_cleanup = on);

comment on table app_jobs.jobs is
  'Jobs that are waiting, running or dead. A finished job is deleted; one with attempts = max_attempts stays as dead.';
comment on column app_jobs.jobs.database_id is 'Tenant. Not a foreign key: the tables of tenants are elsewhere.';
comment on column app_jobs.jobs.queue_name is
  'Jobs of one queue of one database run one at a time; NULL runs in parallel. A direct insert without it gets a queue '
  'of its own.';
comment on column app_jobs.jobs.priority is 'The lowest number runs first.';
comment on column app_jobs.jobs.run_at is 'Not to be run before this time.';
comment on column app_jobs.jobs.attempts is 'Tries begun so far, the running one included.';
comment on column app_jobs.jobs.max_attempts is 'Tries that the job gets, the first one included.';
comment on column app_jobs.jobs.key is 'Name under which add_job finds this job of its database again to replace it.';
comment on column app_jobs.jobs.locked_at is
  'Start of the transaction that took the job; NULL when no worker has it. Locks expire, see get_job.';
comment on column app_jobs.jobs.locked_by is 'Id of the worker that has the job, at least 4 characters.';

-- Tenants are kept apart for every role but the owner and administrator, whatever it was granted. A claim that is no
-- uuid is an error, and without a claim there are no rows.
alter table app_jobs.jobs enable row level security;

create policy own_database on app_jobs.jobs
using (database_id = nullif(pg_catalog.current_setting('jwt.claims.database_id', true), '')::uuid);

create policy all_databases on app_jobs.jobs to administrator using (true);

comment on policy own_database on app_jobs.jobs is
  'The rows of the database that the setting jwt.claims.database_id names.';
comment on policy all_databases on app_jobs.jobs is 'Workers serve all databases.';
