-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/permanently_fail_jobs on pg

select public.verify_function('app_jobs.permanently_fail_jobs(bigint[], text, interval)', 'administrator');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.permanently_fail_jobs(bigint[], text, interval)'::pg_catalog.regprocedure
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.permanently_fail_jobs must pin its search_path';
  end if;
end;
$$;
