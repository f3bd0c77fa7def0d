-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/complete_jobs to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table

create function app_jobs.complete_jobs(
  job_ids bigint[],
  job_expiry interval default '4 hours'
) returns setof app_jobs.jobs
language plpgsql
volatile
set search_path = ''
as $$
declare
  chosen bigint[];
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
  perform
  from app_jobs.job_queues as q
  where (q.database_id, q.queue_name) in (
    select j.database_id, j.queue_name from app_jobs.jobs as j where j.id = any (chosen)
  )
  order by q.database_id, q.queue_name
  for update;

  return query
  delete from app_jobs.jobs as j
  where j.id = any (chosen)
  returning j.*;
end;
$$;

comment on function app_jobs.complete_jobs(bigint[], interval) is
  'Deletes those of the jobs that are not running, and returns them. '
  'A job whose lock is older than job_expiry does not count as running; its lock on the queue goes with it.';

revoke execute on function app_jobs.complete_jobs(bigint[], interval) from public;
grant execute on function app_jobs.complete_jobs(bigint[], interval) to administrator;
