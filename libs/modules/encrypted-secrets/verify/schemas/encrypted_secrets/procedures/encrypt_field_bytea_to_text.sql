-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_bytea_to_text on pg

select public.verify_function('encrypted_secrets.encrypt_field_bytea_to_text(bytea)');

do $$
begin
  if encrypted_secrets.encrypt_field_bytea_to_text('\x414243') is distinct from 'ABC' then
    raise exception 'encrypted_secrets.encrypt_field_bytea_to_text must give the text of bytes';
  end if;
end;
$$;
