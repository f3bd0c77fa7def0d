-- Verify pgpm-encrypted-secrets-table:schemas/secrets_schema/schema on pg

select public.verify_schema('secrets_schema');

do $$
begin
  if exists (
    select from pg_catalog.pg_namespace as n
    cross join lateral pg_catalog.aclexplode(n.nspacl) as a
    where n.nspname = 'secrets_schema' and a.grantee = 0
  ) then
    raise exception 'PUBLIC must have no privilege on schema secrets_schema';
  end if;
end;
$$;
