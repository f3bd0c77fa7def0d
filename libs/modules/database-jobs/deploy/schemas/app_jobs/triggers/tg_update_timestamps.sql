-- Deploy pgpm-database-jobs:schemas/app_jobs/triggers/tg_update_timestamps to pg
-- requires: schemas/app_jobs/schema

create function app_jobs.tg_update_timestamps() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.created_at := now();
    new.updated_at := now();
  elsif tg_op = 'UPDATE' then
    new.created_at := old.created_at;
    -- now() stands still in a transaction: the extra millisecond makes every update visible.
    new.updated_at := greatest(now(), old.updated_at + interval '1 millisecond');
  end if;
  return new;
end;
$$;

comment on function app_jobs.tg_update_timestamps() is
  'Sets created_at once and makes updated_at strictly increasing. For a row trigger before insert or update.';

revoke execute on function app_jobs.tg_update_timestamps() from public;
grant execute on function app_jobs.tg_update_timestamps() to administrator;
