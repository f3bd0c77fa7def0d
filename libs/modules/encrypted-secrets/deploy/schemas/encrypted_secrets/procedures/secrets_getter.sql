-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_getter to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.secrets_getter(
  secrets_owned_field uuid,
  secret_name text,
  default_value text default null
) returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  secret secrets_schema.secrets_table;
begin
  select s.* into secret
  from secrets_schema.secrets_table as s
  where s.secrets_owned_field = secrets_getter.secrets_owned_field
    and s.name = secret_name;
  if not found then
    return default_value;
  end if;

  if secret.secrets_enc_field in ('crypt', 'crypt2') then
    -- A hash is there to be compared with, not to be carried away and attacked.
    return null;
  elsif secret.secrets_enc_field ~ '^pgp(:|$)' then
    return encrypted_secrets.encrypt_field_pgp_get(
      secret.secrets_value_field,
      secrets_schema.pass_phrase(secret.secrets_owned_field, secret.secrets_enc_field)
    );
  end if;
  return encrypted_secrets.encrypt_field_bytea_to_text(secret.secrets_value_field);
end;
$$;

comment on function encrypted_secrets.secrets_getter(uuid, text, text) is
  'A secret in clear text; default_value when there is none. NULL for a hashed one, and for one stored as NULL.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.secrets_getter(uuid, text, text) to public;
