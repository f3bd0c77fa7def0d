-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/do_notify on pg

select public.verify_function('app_jobs.do_notify()', 'administrator');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'app_jobs.do_notify()'::pg_catalog.regprocedure
      and p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype
      and not p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'app_jobs.do_notify must be a security invoker trigger function with a search_path';
  end if;
end;
$$;
