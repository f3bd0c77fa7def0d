-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_set to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.encrypt_field_set(secret_value text) returns bytea
language sql
immutable
parallel safe
return secret_value::bytea;

comment on function encrypted_secrets.encrypt_field_set(text) is
  'Bytes of a text in the notation of bytea: \x41 is A. Other text that has a backslash is not kept as it is.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.encrypt_field_set(text) to public;
