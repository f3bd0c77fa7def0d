-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/fail_job on pg

select public.verify_function('app_jobs.fail_job(text, bigint, text, double precision)', 'administrator');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.fail_job(text, bigint, text, double precision)'::pg_catalog.regprocedure
      and not p.proisstrict
  ) then
    raise exception 'app_jobs.fail_job must accept a NULL message';
  end if;
end;
$$;
