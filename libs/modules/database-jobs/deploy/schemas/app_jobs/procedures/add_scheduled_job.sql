-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/add_scheduled_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/scheduled_jobs/table
-- requires: pgpm-jwt-claims:schemas/jwt_private/procedures/current_database_id

-- Security definer: adding schedules needs execute here and no rights on the table. The claim of the request, the types
-- and the check constraints of the table are the checks of the arguments; nothing of them is run as SQL.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function app_jobs.add_scheduled_job(
  db_id uuid,
  identifier text,
  payload json default '{}',
  schedule_info json default '{}',
  job_key text default null,
  queue_name text default null,
  max_attempts int default 25,
  priority int default 0
) returns app_jobs.scheduled_jobs
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  caller constant name := coalesce(nullif(current_setting('role'), 'none')::name, session_user);
  schedule app_jobs.scheduled_jobs;
begin
  if db_id is null then
    raise exception 'DATABASE_ID_REQUIRED'
      using errcode = 'not_null_violation', schema = 'app_jobs', table = 'scheduled_jobs', column = 'database_id',
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
    insert into app_jobs.scheduled_jobs as s
      (database_id, task_identifier, payload, queue_name, schedule_info, max_attempts, priority)
    values (
      db_id,
      identifier,
      add_scheduled_job.payload,
      add_scheduled_job.queue_name,
      add_scheduled_job.schedule_info,
      add_scheduled_job.max_attempts,
      add_scheduled_job.priority
    )
    returning s.* into schedule;
    return schedule;
  end if;

  loop
    insert into app_jobs.scheduled_jobs as s
      (database_id, task_identifier, payload, queue_name, schedule_info, max_attempts, key, priority)
    values (
      db_id,
      identifier,
      coalesce(add_scheduled_job.payload, '{}'),
      add_scheduled_job.queue_name,
      add_scheduled_job.schedule_info,
      coalesce(add_scheduled_job.max_attempts, 25),
      job_key,
      coalesce(add_scheduled_job.priority, 0)
    )
    on conflict (database_id, key) do update set
      task_identifier = excluded.task_identifier,
      payload = excluded.payload,
      queue_name = excluded.queue_name,
      schedule_info = excluded.schedule_info,
      max_attempts = excluded.max_attempts,
      priority = excluded.priority
    where s.locked_at is null
    returning s.* into schedule;
    exit when found;

    -- A scheduler holds it, and on conflict has locked its row: that row goes, and a new one takes the key.
    delete from app_jobs.scheduled_jobs as s where s.database_id = db_id and s.key = job_key;
  end loop;

  -- The trigger tells of new rows only; a replaced schedule needs a scheduler just as well.
  perform pg_notify('scheduled_jobs:insert', '');
  return schedule;
end;
$$;

comment on function app_jobs.add_scheduled_job(uuid, text, json, json, text, text, int, int) is
  'Adds a schedule of a database. With job_key it replaces the one of the database with that key and keeps its id, '
  'unless a scheduler holds it: then that row is deleted and a new one added.';

revoke execute on function app_jobs.add_scheduled_job(uuid, text, json, json, text, text, int, int) from public;
grant execute on function app_jobs.add_scheduled_job(uuid, text, json, json, text, text, int, int) to administrator;
