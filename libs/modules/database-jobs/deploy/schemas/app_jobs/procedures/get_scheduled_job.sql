-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/get_scheduled_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/scheduled_jobs/table

create function app_jobs.get_scheduled_job(
  worker_id text,
  task_identifiers text[] default null,
  lock_expiry interval default null,
  db_id uuid default null
) returns app_jobs.scheduled_jobs
language plpgsql
volatile
set search_path = ''
as $$
declare
  schedule app_jobs.scheduled_jobs;
begin
  if worker_id is null or length(worker_id) < 4 then
    raise exception 'INVALID_WORKER_ID' using hint = 'A worker id has at least 4 characters.';
  end if;

  -- A tick is a sign of life: run_scheduled_job sets last_scheduled.
  update app_jobs.scheduled_jobs as s
  set locked_at = now(), locked_by = worker_id
  where s.id = (
    select c.id
    from app_jobs.scheduled_jobs as c
    where (c.locked_at is null or greatest(c.locked_at, c.last_scheduled) < now() - lock_expiry)
      and (task_identifiers is null or c.task_identifier = any (task_identifiers))
      and (db_id is null or c.database_id = db_id)
    order by c.priority, c.id
    limit 1
    for update skip locked
  )
  returning s.* into schedule;

  if not found then
    return null;
  end if;
  return schedule;
end;
$$;

comment on function app_jobs.get_scheduled_job(text, text[], interval, uuid) is
  'Takes the first free schedule; NULL when there is none. With lock_expiry, one that was neither taken nor run for '
  'that long is free as well: choose it longer than the period of the schedules. With db_id, only schedules of this '
  'database.';

revoke execute on function app_jobs.get_scheduled_job(text, text[], interval, uuid) from public;
grant execute on function app_jobs.get_scheduled_job(text, text[], interval, uuid) to administrator;
