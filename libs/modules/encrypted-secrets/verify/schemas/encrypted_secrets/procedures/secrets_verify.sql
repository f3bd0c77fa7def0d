-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_verify on pg

select public.verify_function('encrypted_secrets.secrets_verify(uuid, text, text)', 'authenticated');

do $$
begin
  if encrypted_secrets.secrets_verify(null, null, 'value') is not null then
    raise exception 'encrypted_secrets.secrets_verify must be NULL for a missing secret';
  end if;
end;
$$;
