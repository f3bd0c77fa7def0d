-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_pgp on pg

select public.verify_function('encrypted_secrets.encrypt_field_pgp()', 'anonymous');

do $$
begin
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'encrypted_secrets.encrypt_field_pgp()'::pg_catalog.regprocedure
      and not p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'encrypted_secrets.encrypt_field_pgp must be security invoker with a search_path';
  end if;
end;
$$;
