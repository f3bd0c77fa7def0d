-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/release_scheduled_jobs to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/scheduled_jobs/table

create function app_jobs.release_scheduled_jobs(
  worker_id text,
  ids bigint[] default null
) returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  with held as (
    select s.id
    from app_jobs.scheduled_jobs as s
    where s.locked_by = worker_id
      and (ids is null or s.id = any (ids))
    order by s.id
    for update
  )
  update app_jobs.scheduled_jobs as s
  set locked_at = null, locked_by = null
  from held as h
  where s.id = h.id;
end;
$$;

comment on function app_jobs.release_scheduled_jobs(text, bigint[]) is
  'Gives back the schedules that a scheduler holds: all of them, or those among ids.';

revoke execute on function app_jobs.release_scheduled_jobs(text, bigint[]) from public;
grant execute on function app_jobs.release_scheduled_jobs(text, bigint[]) to administrator;
