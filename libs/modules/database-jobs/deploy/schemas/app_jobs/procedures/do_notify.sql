-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/do_notify to pg
-- requires: schemas/app_jobs/schema

create function app_jobs.do_notify() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform pg_notify(tg_argv[0], '');
  return new;
end;
$$;

comment on function app_jobs.do_notify() is
  'Row trigger, argument: channel. Sends an empty notification; equal ones of one transaction are merged.';

revoke execute on function app_jobs.do_notify() from public;
grant execute on function app_jobs.do_notify() to administrator;
