-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/add_scheduled_job on pg

select public.verify_function(
  'app_jobs.add_scheduled_job(uuid, text, json, json, text, text, int, int)',
  'administrator'
);

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.add_scheduled_job(uuid, text, json, json, text, text, int, int)'::pg_catalog.regprocedure
      and p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.add_scheduled_job must be security definer and pin its search_path';
  end if;
end;
$$;
