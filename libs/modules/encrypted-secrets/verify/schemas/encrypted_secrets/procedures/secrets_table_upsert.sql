-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_table_upsert on pg

select public.verify_function('encrypted_secrets.secrets_table_upsert(uuid, json)', 'authenticated');

do $$
begin
  perform encrypted_secrets.secrets_table_upsert(null, '{"id = null --": ""}');
  raise exception 'encrypted_secrets.secrets_table_upsert must refuse unknown columns';
exception
  when undefined_column then
    null;
end;
$$;
