-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/reschedule_jobs to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table

create function app_jobs.reschedule_jobs(
  job_ids bigint[],
  run_at timestamptz default null,
  priority int default null,
  attempts int default null,
  max_attempts int default null,
  job_expiry interval default '4 hours'
) returns setof app_jobs.jobs
language sql
volatile
set search_path = ''
as $$
  -- Locked in the order of their ids, as everywhere, so that overlapping calls cannot deadlock.
  with chosen as (
    select j.id
    from app_jobs.jobs as j
    where j.id = any (job_ids)
      and (j.locked_at is null or j.locked_at < now() - job_expiry)
    order by j.id
    for update
  )
  update app_jobs.jobs as j
  set
    run_at = coalesce(reschedule_jobs.run_at, j.run_at),
    priority = coalesce(reschedule_jobs.priority, j.priority),
    attempts = coalesce(reschedule_jobs.attempts, j.attempts),
    max_attempts = coalesce(reschedule_jobs.max_attempts, j.max_attempts)
  from chosen as c
  where j.id = c.id
  returning j.*;
$$;

comment on function app_jobs.reschedule_jobs(bigint[], timestamptz, int, int, int, interval) is
  'Sets what is not NULL on those of the jobs that are not running, and returns them; attempts := 0 revives a dead '
  'job. A job whose lock is older than job_expiry does not count as running.';

revoke execute on function app_jobs.reschedule_jobs(bigint[], timestamptz, int, int, int, interval) from public;
grant execute on function app_jobs.reschedule_jobs(bigint[], timestamptz, int, int, int, interval) to administrator;
