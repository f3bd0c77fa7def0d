-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/release_jobs to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table

create function app_jobs.release_jobs(worker_id text) returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  held bigint[];
  held_databases uuid[];
  held_names text[];
begin
  -- First jobs by id, then queues by their key: the order of every function that waits for locks.
  held := array(
    select j.id from app_jobs.jobs as j where j.locked_by = worker_id order by j.id for update
  );
  select pg_catalog.array_agg(h.database_id), pg_catalog.array_agg(h.queue_name)
  into held_databases, held_names
  from (
    select q.database_id, q.queue_name
    from app_jobs.job_queues as q
    where q.locked_by = worker_id
    order by q.database_id, q.queue_name
    for update
  ) as h;

  update app_jobs.jobs as j
  set locked_at = null, locked_by = null, attempts = greatest(j.attempts - 1, 0)
  where j.id = any (held);

  update app_jobs.job_queues as q
  set locked_at = null, locked_by = null
  from unnest(held_databases, held_names) as h (database_id, queue_name)
  where q.database_id = h.database_id and q.queue_name = h.queue_name;
end;
$$;

comment on function app_jobs.release_jobs(text) is
  'Gives back all jobs and queues of a worker; the tries it had begun do not count. For its start and its end.';

revoke execute on function app_jobs.release_jobs(text) from public;
grant execute on function app_jobs.release_jobs(text) to administrator;
