-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_crypt to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.encrypt_field_crypt() returns trigger
language plpgsql
volatile
set search_path = ''
set bytea_output = 'hex'
as $$
declare
  column_name constant text := coalesce(tg_argv[0], 'field_name');
  cost constant int := coalesce(nullif(current_setting('app.secrets_crypt_cost', true), ''), '10')::int;
  fields constant jsonb := to_jsonb(new);
begin
  if not fields ? column_name then
    raise exception 'record "new" has no field "%"', column_name using errcode = 'undefined_column';
  end if;
  if cost not between 10 and 16 then
    raise exception 'app.secrets_crypt_cost must be between 10 and 16' using errcode = 'invalid_parameter_value';
  end if;
  return jsonb_populate_record(
    new,
    jsonb_build_object(column_name, crypt(fields ->> column_name, gen_salt('bf'::text, cost)))
  );
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
    'alter function encrypted_secrets.encrypt_field_crypt() '
    'set search_path = pg_catalog, %I, pg_temp',
    pgcrypto_schema
  );
end;
$$;

comment on function encrypted_secrets.encrypt_field_crypt() is
  'Row trigger before insert or update, argument: column, by default field_name. Replaces its text by the bcrypt hash.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.encrypt_field_crypt() to public;
