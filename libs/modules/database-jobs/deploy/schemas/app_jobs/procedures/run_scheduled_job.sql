-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/run_scheduled_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/scheduled_jobs/table
-- requires: schemas/app_jobs/tables/jobs/table

create function app_jobs.run_scheduled_job(
  id bigint,
  job_expiry interval default '1 hours'
) returns app_jobs.jobs
language plpgsql
volatile
set search_path = ''
as $$
declare
  schedule app_jobs.scheduled_jobs;
  job app_jobs.jobs;
begin
  -- The row lock makes the second of two simultaneous ticks wait here and then see the job of the first.
  select s.* into schedule
  from app_jobs.scheduled_jobs as s
  where s.id = run_scheduled_job.id
  for update;

  if not found then
    return null;
  end if;

  -- Still to be run, or running. A dead job, or one whose worker was lost, does not count.
  if exists (
    select
    from app_jobs.jobs as j
    where j.id in (
        schedule.last_scheduled_id,
        (select k.id from app_jobs.jobs as k where k.database_id = schedule.database_id and k.key = schedule.key)
      )
      and case
        when j.locked_at is null then j.attempts < j.max_attempts
        else (j.locked_at < now() - job_expiry) is not true
      end
  ) then
    raise exception 'ALREADY_SCHEDULED';
  end if;

  -- A job that is left over under the key of the schedule is replaced, as add_job does.
  job := app_jobs.add_job(
    db_id := schedule.database_id,
    identifier := schedule.task_identifier,
    payload := schedule.payload,
    job_key := schedule.key,
    queue_name := schedule.queue_name,
    run_at := now(),
    max_attempts := schedule.max_attempts,
    priority := schedule.priority
  );

  update app_jobs.scheduled_jobs as s
  set last_scheduled = now(), last_scheduled_id = job.id
  where s.id = schedule.id;

  return job;
end;
$$;

comment on function app_jobs.run_scheduled_job(bigint, interval) is
  'Adds the job of a schedule, of the same database, and returns it; NULL when there is no such schedule. Raises '
  'ALREADY_SCHEDULED while the last job, or one with the key of the schedule, waits or has been running for no longer '
  'than job_expiry.';

revoke execute on function app_jobs.run_scheduled_job(bigint, interval) from public;
grant execute on function app_jobs.run_scheduled_job(bigint, interval) to administrator;
