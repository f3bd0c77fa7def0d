-- Verify pgpm-utils:schemas/utils/schema on pg

select public.verify_schema('utils');

do $$
begin
  if not pg_catalog.has_schema_privilege('public', 'utils', 'usage') then
    raise exception 'everybody must have usage on schema utils';
  end if;
  if not exists (
    select
    from pg_catalog.pg_default_acl as d
    cross join lateral pg_catalog.aclexplode(d.defaclacl) as a
    where d.defaclnamespace = 'utils'::pg_catalog.regnamespace
      and d.defaclobjtype = 'f'
      and a.grantee = 0
      and a.privilege_type = 'EXECUTE'
  ) then
    raise exception 'everybody must get execute on new functions of schema utils';
  end if;
end
$$;
