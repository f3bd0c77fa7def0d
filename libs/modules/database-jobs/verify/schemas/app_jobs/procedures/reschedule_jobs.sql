-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/reschedule_jobs on pg

select public.verify_function(
  'app_jobs.reschedule_jobs(bigint[], timestamptz, int, int, int, interval)',
  'administrator'
);

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.reschedule_jobs(bigint[], timestamptz, int, int, int, interval)'::pg_catalog.regprocedure
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.reschedule_jobs must pin its search_path';
  end if;
end;
$$;
