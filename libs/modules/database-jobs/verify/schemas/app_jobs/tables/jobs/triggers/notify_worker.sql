-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/notify_worker on pg

select public.verify_trigger('app_jobs._900_notify_worker');

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'app_jobs.jobs'::pg_catalog.regclass
      and t.tgname = '_900_notify_worker'
      and t.tgfoid = 'app_jobs.do_notify()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception '_900_notify_worker must run app_jobs.do_notify()';
  end if;
end;
$$;
