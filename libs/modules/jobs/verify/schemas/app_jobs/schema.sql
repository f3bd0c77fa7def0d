-- Verify pgpm-jobs:schemas/app_jobs/schema on pg

select public.verify_schema('app_jobs');
select public.verify_function('app_jobs.untrusted_columns(oid)', 'administrator');

do $$
begin
  if not pg_catalog.has_schema_privilege('administrator', 'app_jobs', 'usage') then
    raise exception 'administrator must have usage on schema app_jobs';
  end if;
  if not exists (
    select
    from pg_catalog.pg_default_acl as d
    cross join lateral pg_catalog.aclexplode(d.defaclacl) as a
    where d.defaclnamespace = 'app_jobs'::pg_catalog.regnamespace
      and d.defaclobjtype = 'f'
      and a.grantee = 'administrator'::pg_catalog.regrole
      and a.privilege_type = 'EXECUTE'
  ) then
    raise exception 'administrator must get execute on new functions of schema app_jobs';
  end if;
end;
$$;
