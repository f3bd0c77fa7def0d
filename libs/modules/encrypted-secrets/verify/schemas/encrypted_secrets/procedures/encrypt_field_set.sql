-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_set on pg

select public.verify_function('encrypted_secrets.encrypt_field_set(text)');

do $$
begin
  if encrypted_secrets.encrypt_field_set('abc') is distinct from '\x616263' then
    raise exception 'encrypted_secrets.encrypt_field_set must give the bytes of text';
  end if;
end;
$$;
