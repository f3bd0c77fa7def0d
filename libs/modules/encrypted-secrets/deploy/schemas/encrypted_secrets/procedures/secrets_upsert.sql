-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_upsert to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.secrets_upsert(
  v_secrets_owned_field uuid,
  secret_name text,
  secret_value text,
  field_encoding text default 'pgp'
) returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  clear constant bytea := pg_catalog.convert_to(secret_value, 'UTF8');
begin
  -- A value that equals the stored bytes would look unchanged to the trigger, and would not be encoded.
  update secrets_schema.secrets_table as s
  set secrets_value_field = null
  where s.secrets_owned_field = v_secrets_owned_field
    and s.name = secret_name
    and s.secrets_value_field = clear;

  -- On conflict the proposed row is encoded already, and is of no use.
  insert into secrets_schema.secrets_table (secrets_owned_field, name, secrets_value_field, secrets_enc_field)
  values (v_secrets_owned_field, secret_name, clear, field_encoding)
  on conflict on constraint secrets_table_secrets_owned_field_name_key do update
  set secrets_value_field = clear, secrets_enc_field = field_encoding;
  return true;
end;
$$;

comment on function encrypted_secrets.secrets_upsert(uuid, text, text, text) is
  'Adds or replaces a secret, kept as written. field_encoding is pgp, crypt2, crypt or none. Returns true.';

revoke execute on function encrypted_secrets.secrets_upsert(uuid, text, text, text) from public;
grant execute on function encrypted_secrets.secrets_upsert(uuid, text, text, text) to authenticated;
