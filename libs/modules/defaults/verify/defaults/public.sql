-- Verify pgpm-defaults:defaults/public on pg

do $$
begin
  if pg_catalog.has_database_privilege('public', pg_catalog.current_database(), 'connect, temporary, create') then
    raise exception 'everybody has privileges on database "%"', pg_catalog.current_database();
  end if;
  -- Of the role that deployed, which need not be the one that verifies.
  if not exists (
    select
    from pg_catalog.pg_default_acl as d
    where d.defaclnamespace = 0
      and d.defaclobjtype = 'f'
      and not exists (select from pg_catalog.aclexplode(d.defaclacl) as a where a.grantee = 0)
  ) then
    raise exception 'everybody may execute functions that are created';
  end if;
  if pg_catalog.has_schema_privilege('public', 'public', 'create') then
    raise exception 'everybody may create objects in schema public';
  end if;
end
$$;
