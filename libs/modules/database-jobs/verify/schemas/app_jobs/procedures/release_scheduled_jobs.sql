-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/release_scheduled_jobs on pg

select public.verify_function('app_jobs.release_scheduled_jobs(text, bigint[])', 'administrator');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.release_scheduled_jobs(text, bigint[])'::pg_catalog.regprocedure
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.release_scheduled_jobs must pin its search_path';
  end if;
end;
$$;
