-- Deploy pgpm-jobs:schemas/app_jobs/procedures/add_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table

-- Security definer: adding jobs needs execute here and no rights on the table. The types and check constraints of the
-- table are the checks of the arguments; nothing of them is run as SQL.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function app_jobs.add_job(
  identifier text,
  payload json default '{}',
  job_key text default null,
  queue_name text default null,
  run_at timestamptz default now(),
  max_attempts int default 25,
  priority int default 0
) returns app_jobs.jobs
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  job app_jobs.jobs;
begin
  if job_key is null then
    insert into app_jobs.jobs as j
      (task_identifier, payload, queue_name, run_at, max_attempts, priority)
    values (
      identifier,
      add_job.payload,
      add_job.queue_name,
      add_job.run_at,
      add_job.max_attempts,
      add_job.priority
    )
    returning j.* into job;
    return job;
  end if;

  loop
    insert into app_jobs.jobs as j
      (task_identifier, payload, queue_name, run_at, max_attempts, key, priority)
    values (
      identifier,
      coalesce(add_job.payload, '{}'),
      add_job.queue_name,
      coalesce(add_job.run_at, now()),
      coalesce(add_job.max_attempts, 25),
      job_key,
      coalesce(add_job.priority, 0)
    )
    on conflict (key) do update set
      task_identifier = excluded.task_identifier,
      payload = excluded.payload,
      queue_name = excluded.queue_name,
      run_at = excluded.run_at,
      max_attempts = excluded.max_attempts,
      priority = excluded.priority,
      attempts = 0,
      last_error = null
    where j.locked_at is null
    returning j.* into job;
    exit when found;

    -- It is running, and on conflict has locked its row: it ends without another try, and a new row takes the key.
    update app_jobs.jobs as j
    set key = null, attempts = j.max_attempts
    where j.key = job_key;
  end loop;

  -- The trigger tells of new rows only; a replaced job may have become due just as well.
  perform pg_notify('jobs:insert', '');
  return job;
end;
$$;

comment on function app_jobs.add_job(text, json, text, text, timestamptz, int, int) is
  'Adds a job. With job_key it replaces the job of that key and keeps its id, unless it is running: then that job '
  'loses its key and its further tries, and a new one is added. Without queue_name it runs in parallel to all others.';

revoke execute on function app_jobs.add_job(text, json, text, text, timestamptz, int, int) from public;
grant execute on function app_jobs.add_job(text, json, text, text, timestamptz, int, int) to administrator;
