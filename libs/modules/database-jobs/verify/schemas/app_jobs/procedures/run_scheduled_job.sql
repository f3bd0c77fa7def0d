-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/run_scheduled_job on pg

select public.verify_function('app_jobs.run_scheduled_job(bigint, interval)', 'administrator');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.run_scheduled_job(bigint, interval)'::pg_catalog.regprocedure
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.run_scheduled_job must pin its search_path';
  end if;
end;
$$;
