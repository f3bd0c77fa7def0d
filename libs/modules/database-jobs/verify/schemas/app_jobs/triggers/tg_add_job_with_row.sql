-- Verify pgpm-database-jobs:schemas/app_jobs/triggers/tg_add_job_with_row on pg

select public.verify_function('app_jobs.tg_add_job_with_row()', 'administrator');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.tg_add_job_with_row()'::pg_catalog.regprocedure
      and p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype
      and p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.tg_add_job_with_row must be a security definer trigger function with a search_path';
  end if;
end;
$$;
