-- Verify pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/triggers/notify_scheduled_job on pg

select public.verify_trigger('app_jobs._900_notify_scheduled_job');

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'app_jobs.scheduled_jobs'::pg_catalog.regclass
      and t.tgname = '_900_notify_scheduled_job'
      and t.tgfoid = 'app_jobs.do_notify()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception '_900_notify_scheduled_job must run app_jobs.do_notify()';
  end if;
end;
$$;
