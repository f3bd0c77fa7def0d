-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_crypt_verify to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.encrypt_field_crypt_verify(
  secrets_owned_field uuid,
  secret_value_field text,
  secret_verify_value text,
  secret_name text default null
) returns bool
language plpgsql
stable
set search_path = ''
as $$
declare
  column_name constant text := lower(secret_value_field);
  secret secrets_schema.secrets_table;
  candidate text := secret_verify_value;
  hash text;
begin
  if column_name not in ('id', 'secrets_owned_field', 'name', 'secrets_value_field', 'secrets_enc_field') then
    raise exception 'column "%" does not exist', column_name using errcode = 'undefined_column';
  end if;

  select s.* into secret
  from secrets_schema.secrets_table as s
  where s.secrets_owned_field = encrypt_field_crypt_verify.secrets_owned_field
    and (secret_name is null or s.name = secret_name)
  order by s.name
  limit 1;

  if column_name <> 'secrets_value_field' then
    hash := to_jsonb(secret) ->> column_name;
  elsif secret.secrets_enc_field = 'crypt' then
    hash := convert_from(secret.secrets_value_field, 'UTF8'::name);
    candidate := '\x'::text || encode(convert_to(candidate, 'UTF8'::name), 'hex'::text);
  elsif secret.secrets_enc_field = 'crypt2' then
    hash := convert_from(secret.secrets_value_field, 'UTF8'::name);
    candidate := encode(sha256(convert_to(candidate, 'UTF8'::name)), 'hex'::text);
  else
    -- Not a hash. NULL when there is nothing to compare, as for the others.
    return case when candidate is not null and secret.secrets_value_field is not null then false end;
  end if;
  return crypt(candidate, hash) = hash;
end;
$$;

-- pgcrypto may live in any schema: the function looks there, and nowhere that its caller chooses.
do $$
declare
  pgcrypto_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'pgcrypto'
  );
begin
  execute pg_catalog.format(
    'alter function encrypted_secrets.encrypt_field_crypt_verify(uuid, text, text, text) '
    'set search_path = pg_catalog, %I, pg_temp',
    pgcrypto_schema
  );
end;
$$;

comment on function encrypted_secrets.encrypt_field_crypt_verify(uuid, text, text, text) is
  'Whether a column of a secret is the bcrypt hash of the value. Of the first secret of the owner, unless it is named. '
  'NULL when there is no secret, no value or nothing stored.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.encrypt_field_crypt_verify(uuid, text, text, text) to public;
