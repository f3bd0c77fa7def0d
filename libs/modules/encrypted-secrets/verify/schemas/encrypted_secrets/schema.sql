-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/schema on pg

select public.verify_schema('encrypted_secrets');

do $$
begin
  if exists (
    select from pg_catalog.pg_namespace as n
    cross join lateral pg_catalog.aclexplode(n.nspacl) as a
    where n.nspname = 'encrypted_secrets' and a.grantee = 0
  ) then
    raise exception 'PUBLIC must have no privilege on schema encrypted_secrets';
  end if;
end;
$$;
