-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_pgp_get to pg
-- requires: schemas/encrypted_secrets/schema

-- pgcrypto may live in any schema, so its name is completed here. The body binds its names at once.
do $do$
declare
  pgcrypto_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'pgcrypto'
  );
begin
  execute pg_catalog.format(
    $sql$
      create function encrypted_secrets.encrypt_field_pgp_get(secret_value bytea, secret_encode text) returns text
      language sql
      stable
      parallel safe
      return pg_catalog.convert_from(
        pg_catalog.decode(%I.pgp_sym_decrypt(secret_value, secret_encode), 'hex'),
        'UTF8'
      );
    $sql$,
    pgcrypto_schema
  );
end;
$do$;

comment on function encrypted_secrets.encrypt_field_pgp_get(bytea, text) is
  'Decrypts a message whose clear text is hexadecimal, with its pass phrase. Error 39000 for a wrong one.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.encrypt_field_pgp_get(bytea, text) to public;
