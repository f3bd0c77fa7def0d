-- Deploy pgpm-jobs:schemas/app_jobs/triggers/tg_add_job_with_row_id to pg
-- requires: schemas/app_jobs/schema

-- Security definer: who may change the application's table needs no rights on the queue. The task name comes from
-- the trigger's definition, the id from the row; nothing of either is run as SQL, and add_job checks both. A type of
-- others is printed by the server, since its casts would run with the rights of the owner.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function app_jobs.tg_add_job_with_row_id() returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  changed record;
begin
  if tg_op in ('INSERT', 'UPDATE', 'DELETE') and 'id' = any (app_jobs.untrusted_columns(tg_relid)) then
    changed := coalesce(new, old);
    perform app_jobs.add_job(
      tg_argv[0],
      json_build_object('id', case when num_nulls(changed.id) = 0 then format('%s', changed.id) end)
    );
    return changed;
  elsif tg_op in ('INSERT', 'UPDATE') then
    perform app_jobs.add_job(tg_argv[0], json_build_object('id', new.id));
    return new;
  elsif tg_op = 'DELETE' then
    perform app_jobs.add_job(tg_argv[0], json_build_object('id', old.id));
    return old;
  end if;
end;
$$;

comment on function app_jobs.tg_add_job_with_row_id() is
  'Row trigger for a table with an id column, argument: task. Adds a job with the payload {"id": ...}.';

revoke execute on function app_jobs.tg_add_job_with_row_id() from public;
grant execute on function app_jobs.tg_add_job_with_row_id() to administrator;
