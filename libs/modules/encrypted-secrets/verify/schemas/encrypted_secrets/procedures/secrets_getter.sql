-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_getter on pg

select public.verify_function('encrypted_secrets.secrets_getter(uuid, text, text)');

do $$
begin
  if encrypted_secrets.secrets_getter(null, null, 'default') is distinct from 'default' then
    raise exception 'encrypted_secrets.secrets_getter must give the default for a missing secret';
  end if;
end;
$$;
