-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/add_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table
-- requires: pgpm-jwt-claims:schemas/jwt_private/procedures/current_database_id

-- Security definer: adding jobs needs execute here and no rights on the table. The claim of the request, the types and
-- the check constraints of the table are the checks of the arguments; nothing of them is run as SQL.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function app_jobs.add_job(
  db_id uuid,
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
  caller constant name := coalesce(nullif(current_setting('role'), 'none')::name, session_user);
  job app_jobs.jobs;
begin
  if db_id is null then
    raise exception 'DATABASE_ID_REQUIRED'
      using errcode = 'not_null_violation', schema = 'app_jobs', table = 'jobs', column = 'database_id',
        hint = 'Pass db_id. Triggers take it from the setting jwt.claims.database_id.';
  end if;
  -- A request that says which database it is of adds to no other. In here current_user is the owner, so the caller is
  -- the role of the session.
  if nullif(current_setting('jwt.claims.database_id', true), '') is not null
    and jwt_private.current_database_id() is distinct from db_id
    and not pg_has_role(caller, 'administrator', 'usage')
    and not pg_has_role(caller, current_user, 'usage')
  then
    raise exception 'permission denied for database %', db_id
      using errcode = 'insufficient_privilege', hint = 'The setting jwt.claims.database_id names another one.';
  end if;

  if job_key is null then
    insert into app_jobs.jobs as j
      (database_id, task_identifier, payload, queue_name, run_at, max_attempts, priority)
    values (
      db_id,
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
      (database_id, task_identifier, payload, queue_name, run_at, max_attempts, key, priority)
    values (
      db_id,
      identifier,
      coalesce(add_job.payload, '{}'),
      add_job.queue_name,
      coalesce(add_job.run_at, now()),
      coalesce(add_job.max_attempts, 25),
      job_key,
      coalesce(add_job.priority, 0)
    )
    on conflict (database_id, key) do update set
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
    where j.database_id = db_id and j.key = job_key;
  end loop;

  -- The trigger tells of new rows only; a replaced job may have become due just as well.
  perform pg_notify('jobs:insert', '');
  return job;
end;
$$;

comment on function app_jobs.add_job(uuid, text, json, text, text, timestamptz, int, int) is
  'Adds a job of a database. With job_key it replaces the job of the database with that key and keeps its id, unless '
  'that job is running: then it loses its key and its further tries, and a new one is added. Without queue_name it '
  'runs in parallel to all others.';

revoke execute on function app_jobs.add_job(uuid, text, json, text, text, timestamptz, int, int) from public;
grant execute on function app_jobs.add_job(uuid, text, json, text, text, timestamptz, int, int) to administrator;
