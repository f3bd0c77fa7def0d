-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/permanently_fail_jobs to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table

create function app_jobs.permanently_fail_jobs(
  job_ids bigint[],
  error_message text default null,
  job_expiry interval default '4 hours'
) returns setof app_jobs.jobs
language plpgsql
volatile
set search_path = ''
as $$
declare
  chosen bigint[];
  orphaned_databases uuid[];
  orphaned_names text[];
begin
  -- First jobs by id, then queues by their key: the order of every function that waits for locks.
  chosen := array(
    select j.id
    from app_jobs.jobs as j
    where j.id = any (job_ids)
      and (j.locked_at is null or j.locked_at < now() - job_expiry)
    order by j.id
    for update
  );
  select pg_catalog.array_agg(o.database_id), pg_catalog.array_agg(o.queue_name)
  into orphaned_databases, orphaned_names
  from (
    select q.database_id, q.queue_name
    from app_jobs.job_queues as q
    where exists (
      select from app_jobs.jobs as j
      where j.id = any (chosen)
        and j.database_id = q.database_id
        and j.queue_name = q.queue_name
        and j.locked_by = q.locked_by
    )
    order by q.database_id, q.queue_name
    for update
  ) as o;

  update app_jobs.job_queues as q
  set locked_at = null, locked_by = null
  from unnest(orphaned_databases, orphaned_names) as o (database_id, queue_name)
  where q.database_id = o.database_id and q.queue_name = o.queue_name;

  return query
  update app_jobs.jobs as j
  set
    last_error = coalesce(error_message, 'Manually marked as failed'),
    attempts = j.max_attempts,
    locked_at = null,
    locked_by = null
  where j.id = any (chosen)
  returning j.*;
end;
$$;

comment on function app_jobs.permanently_fail_jobs(bigint[], text, interval) is
  'Makes those of the jobs dead that are not running, and returns them. '
  'A job whose lock is older than job_expiry does not count as running.';

revoke execute on function app_jobs.permanently_fail_jobs(bigint[], text, interval) from public;
grant execute on function app_jobs.permanently_fail_jobs(bigint[], text, interval) to administrator;
