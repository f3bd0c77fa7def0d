-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/increase_job_queue_count to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table

create function app_jobs.tg_increase_job_queue_count() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- A job that moves changes two queues, this trigger the new one and decrease_job_queue_count_on_update the old one.
  -- Both rows are locked in the order of their keys, so that opposite moves wait for each other and never deadlock.
  if tg_op = 'UPDATE' and (old.database_id, old.queue_name) < (new.database_id, new.queue_name) then
    perform
    from app_jobs.job_queues as q
    where q.database_id = old.database_id and q.queue_name = old.queue_name
    for update;
  end if;

  insert into app_jobs.job_queues as q (database_id, queue_name, job_count)
  values (new.database_id, new.queue_name, 1)
  on conflict (database_id, queue_name) do update set job_count = q.job_count + 1;
  return new;
end;
$$;

comment on function app_jobs.tg_increase_job_queue_count() is
  'Counts a job that enters a queue, and creates the queue with its first job. For triggers of app_jobs.jobs.';

revoke execute on function app_jobs.tg_increase_job_queue_count() from public;
grant execute on function app_jobs.tg_increase_job_queue_count() to administrator;

create trigger _500_increase_job_queue_count_on_insert
after insert on app_jobs.jobs
for each row
when (new.queue_name is not null)
execute function app_jobs.tg_increase_job_queue_count();

create trigger _500_increase_job_queue_count_on_update
after update of queue_name, database_id on app_jobs.jobs
for each row
when (
  (new.queue_name is distinct from old.queue_name or new.database_id <> old.database_id)
  and new.queue_name is not null
)
execute function app_jobs.tg_increase_job_queue_count();
