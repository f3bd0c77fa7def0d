-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_bytea_to_text to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.encrypt_field_bytea_to_text(secret_value bytea) returns text
language sql
stable
parallel safe
return pg_catalog.convert_from(secret_value, 'UTF8');

comment on function encrypted_secrets.encrypt_field_bytea_to_text(bytea) is
  'Text of bytes in UTF-8. Error 22021 for others.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.encrypt_field_bytea_to_text(bytea) to public;
