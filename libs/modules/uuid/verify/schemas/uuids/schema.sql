-- Verify pgpm-uuid:schemas/uuids/schema on pg

select public.verify_schema('uuids');

do $$
begin
  if not pg_catalog.has_schema_privilege('public', 'uuids', 'usage') then
    raise exception 'everybody must have usage on schema uuids';
  end if;
  if not exists (
    select
    from pg_catalog.pg_default_acl as d
    cross join lateral pg_catalog.aclexplode(d.defaclacl) as a
    where d.defaclnamespace = 'uuids'::pg_catalog.regnamespace
      and d.defaclobjtype = 'f'
      and a.grantee = 0
      and a.privilege_type = 'EXECUTE'
  ) then
    raise exception 'everybody must get execute on new functions of schema uuids';
  end if;
end
$$;
