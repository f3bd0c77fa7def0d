-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/decrease_job_queue_count to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table

create function app_jobs.tg_decrease_job_queue_count() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  remaining int;
begin
  -- A running job takes its lock on the queue away with it. From this update to the end of the transaction the row is
  -- ours: a job that is being added waits, then finds the row as it is or creates it anew.
  update app_jobs.job_queues as q
  set
    job_count = q.job_count - 1,
    locked_at = case when q.locked_by = old.locked_by then null else q.locked_at end,
    locked_by = case when q.locked_by = old.locked_by then null else q.locked_by end
  where q.database_id = old.database_id and q.queue_name = old.queue_name
  returning q.job_count into remaining;

  if remaining <= 0 then
    delete from app_jobs.job_queues as q
    where q.database_id = old.database_id and q.queue_name = old.queue_name;
  end if;
  return old;
end;
$$;

comment on function app_jobs.tg_decrease_job_queue_count() is
  'Counts a job out of its queue, releases its lock on the queue, and drops the queue after the last job. '
  'For triggers of app_jobs.jobs.';

revoke execute on function app_jobs.tg_decrease_job_queue_count() from public;
grant execute on function app_jobs.tg_decrease_job_queue_count() to administrator;

create trigger decrease_job_queue_count_on_delete
after delete on app_jobs.jobs
for each row
when (old.queue_name is not null)
execute function app_jobs.tg_decrease_job_queue_count();

create trigger decrease_job_queue_count_on_update
after update of queue_name, database_id on app_jobs.jobs
for each row
when (
  (new.queue_name is distinct from old.queue_name or new.database_id <> old.database_id)
  and old.queue_name is not null
)
execute function app_jobs.tg_decrease_job_queue_count();
