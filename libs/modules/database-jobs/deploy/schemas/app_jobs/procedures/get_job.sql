-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/get_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table

-- The planner settings pin the one good plan: read priority_run_at_id_idx in order and stop at the first free job. A
-- plan made while the table was empty or its statistics were stale would read and sort all jobs on every call.
create function app_jobs.get_job(
  worker_id text,
  task_identifiers text[] default null,
  job_expiry interval default '4 hours',
  db_id uuid default null
) returns app_jobs.jobs
language plpgsql
volatile
set search_path = ''
set enable_seqscan = off
set enable_bitmapscan = off
set jit = off
set plan_cache_mode = force_generic_plan
as $$
declare
  expired_before constant timestamptz := coalesce(now() - job_expiry, '-infinity');
  -- The cursors lock nothing: what they find is a guess, proved below one job at a time.
  ready cursor for
    select j.*
    from app_jobs.jobs as j
    where j.locked_at is null
      and j.attempts < j.max_attempts
      and j.run_at <= now()
      and (task_identifiers is null or j.task_identifier = any (task_identifiers))
      and (db_id is null or j.database_id = db_id)
      and (
        j.queue_name is null
        or (j.database_id, j.queue_name) not in (
          select q.database_id, q.queue_name
          from app_jobs.job_queues as q
          where q.locked_by is not null and q.locked_at >= expired_before
        )
      )
    order by j.priority, j.run_at, j.id;
  -- Taken by a worker that was lost since.
  expired cursor for
    select j.*
    from app_jobs.jobs as j
    where j.locked_at < expired_before
      and j.attempts < j.max_attempts
      and j.run_at <= now()
      and (task_identifiers is null or j.task_identifier = any (task_identifiers))
      and (db_id is null or j.database_id = db_id)
    order by j.priority, j.run_at, j.id;
  any_expired boolean;
  next_ready app_jobs.jobs;
  next_expired app_jobs.jobs;
  candidate app_jobs.jobs;
  job app_jobs.jobs;
begin
  if worker_id is null or length(worker_id) < 4 then
    raise exception 'INVALID_WORKER_ID' using hint = 'A worker id has at least 4 characters.';
  end if;

  any_expired := exists (select from app_jobs.jobs as j where j.locked_at < expired_before);
  if any_expired then
    -- Nobody takes over the job of a worker that was lost in the last try: it is dead.
    with lost as (
      select j.id, j.database_id, j.queue_name, j.locked_by
      from app_jobs.jobs as j
      where j.locked_at < expired_before
        and j.attempts >= j.max_attempts
        and (task_identifiers is null or j.task_identifier = any (task_identifiers))
        and (db_id is null or j.database_id = db_id)
      for update skip locked
    ),
    lost_queues as (
      select q.database_id, q.queue_name
      from app_jobs.job_queues as q
      where q.locked_at < expired_before
        and exists (
          select from lost as l
          where l.database_id = q.database_id and l.queue_name = q.queue_name and l.locked_by = q.locked_by
        )
      for update skip locked
    ),
    freed as (
      update app_jobs.job_queues as q
      set locked_at = null, locked_by = null
      from lost_queues as l
      where q.database_id = l.database_id and q.queue_name = l.queue_name
    )
    update app_jobs.jobs as j
    set
      last_error = format('Worker %s was lost during the last attempt', l.locked_by),
      locked_at = null,
      locked_by = null
    from lost as l
    where j.id = l.id;

    open expired;
    fetch expired into next_expired;
  end if;

  open ready;
  fetch ready into next_ready;
  loop
    if next_expired.id is null
      or (next_ready.priority, next_ready.run_at, next_ready.id)
        < (next_expired.priority, next_expired.run_at, next_expired.id)
    then
      candidate := next_ready;
      fetch ready into next_ready;
    else
      candidate := next_expired;
      fetch expired into next_expired;
    end if;
    exit when candidate.id is null;

    -- The row of the queue is its mutex, and always taken before the job. Nothing here waits for another worker.
    if candidate.queue_name is not null then
      perform
      from app_jobs.job_queues as q
      where q.database_id = candidate.database_id
        and q.queue_name = candidate.queue_name
        and (q.locked_at is null or q.locked_at < expired_before)
      for update skip locked;
      continue when not found;
    end if;

    -- Proves the guess on the newest version of the row: another worker may have been faster.
    update app_jobs.jobs as j
    set attempts = j.attempts + 1, locked_at = now(), locked_by = worker_id
    where j.id = (
      select c.id
      from app_jobs.jobs as c
      where c.id = candidate.id
        and c.database_id = candidate.database_id
        and c.queue_name is not distinct from candidate.queue_name
        and c.attempts < c.max_attempts
        and c.run_at <= now()
        and (c.locked_at is null or c.locked_at < expired_before)
        and (task_identifiers is null or c.task_identifier = any (task_identifiers))
      for update skip locked
    )
    returning j.* into job;
    exit when found;
  end loop;

  close ready;
  if any_expired then
    close expired;
  end if;

  if job.id is null then
    return null;
  end if;
  if job.queue_name is not null then
    update app_jobs.job_queues as q
    set locked_at = now(), locked_by = worker_id
    where q.database_id = job.database_id and q.queue_name = job.queue_name;
  end if;
  return job;
end;
$$;

comment on function app_jobs.get_job(text, text[], interval, uuid) is
  'Takes the first job that is ready, by priority, run_at and id; NULL when there is none. A queue gives one job at a '
  'time. Jobs whose lock is older than job_expiry are taken over. With db_id, only jobs of this database. Raises '
  'INVALID_WORKER_ID below 4 characters.';

revoke execute on function app_jobs.get_job(text, text[], interval, uuid) from public;
grant execute on function app_jobs.get_job(text, text[], interval, uuid) to administrator;
