-- Deploy pgpm-jobs:schemas/app_jobs/tables/jobs/table to pg
-- requires: schemas/app_jobs/schema

create table app_jobs.jobs (
  id bigserial constraint jobs_pkey primary key,
  queue_name text default pg_catalog.gen_random_uuid()::text,
  task_identifier text not null,
  payload json not null default '{}',
  priority int not null default 0,
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  max_attempts int not null default 25,
  key text constraint jobs_key_key unique,
  last_error text,
  locked_at timestamptz,
  locked_by text,
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
comment on column app_jobs.jobs.queue_name is
  'Jobs of one queue run one at a time; NULL runs in parallel. A direct insert without it gets a queue of its own.';
comment on column app_jobs.jobs.priority is 'The lowest number runs first.';
comment on column app_jobs.jobs.run_at is 'Not to be run before this time.';
comment on column app_jobs.jobs.attempts is 'Tries begun so far, the running one included.';
comment on column app_jobs.jobs.max_attempts is 'Tries that the job gets, the first one included.';
comment on column app_jobs.jobs.key is 'Name under which add_job finds this job again to replace it.';
comment on column app_jobs.jobs.locked_at is
  'Start of the transaction that took the job; NULL when no worker has it. Locks expire, see get_job.';
comment on column app_jobs.jobs.locked_by is 'Id of the worker that has the job, at least 4 characters.';
