-- Deploy pgpm-database-jobs:schemas/app_jobs/triggers/tg_add_job_with_row to pg
-- requires: schemas/app_jobs/schema
-- requires: pgpm-jwt-claims:schemas/jwt_private/procedures/current_database_id

-- Security definer: who may change the application's table needs no rights on the queue. The task name comes from
-- the trigger's definition, the payload from the row; nothing of either is run as SQL, and add_job checks both.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function app_jobs.tg_add_job_with_row() returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op in ('INSERT', 'UPDATE') then
    perform app_jobs.add_job(jwt_private.current_database_id(), tg_argv[0], to_json(new));
    return new;
  elsif tg_op = 'DELETE' then
    perform app_jobs.add_job(jwt_private.current_database_id(), tg_argv[0], to_json(old));
    return old;
  end if;
end;
$$;

comment on function app_jobs.tg_add_job_with_row() is
  'Row trigger for any table, argument: task. Adds a job of the database that the request names, with the row as '
  'payload.';

revoke execute on function app_jobs.tg_add_job_with_row() from public;
grant execute on function app_jobs.tg_add_job_with_row() to administrator;
