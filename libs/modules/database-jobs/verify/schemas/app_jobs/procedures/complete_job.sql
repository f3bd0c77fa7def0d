-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/complete_job on pg

select public.verify_function('app_jobs.complete_job(text, bigint)', 'administrator');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.complete_job(text, bigint)'::pg_catalog.regprocedure
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.complete_job must pin its search_path';
  end if;
end;
$$;
