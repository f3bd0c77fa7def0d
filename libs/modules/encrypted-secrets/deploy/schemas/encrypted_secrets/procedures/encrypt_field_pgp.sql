-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_pgp to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.encrypt_field_pgp() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  column_name constant text := coalesce(tg_argv[0], 'field_name');
  pass_phrase_name constant text := coalesce(tg_argv[1], 'encode_field');
  fields constant jsonb := to_jsonb(new);
  clear constant bytea := (fields ->> column_name)::bytea;
  pass_phrase constant text := fields ->> pass_phrase_name;
begin
  if not fields ?& array[column_name, pass_phrase_name] then
    raise exception 'record "new" has no field "%"',
      case when fields ? column_name then pass_phrase_name else column_name end
      using errcode = 'undefined_column';
  end if;
  if clear is not null and pass_phrase is null then
    raise exception 'the pass phrase in column "%" must not be null', pass_phrase_name
      using errcode = 'null_value_not_allowed';
  end if;
  return jsonb_populate_record(
    new,
    jsonb_build_object(
      column_name,
      pgp_sym_encrypt(encode(clear, 'hex'::text), pass_phrase, 'compress-algo=1, cipher-algo=aes256'::text)
    )
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
    'alter function encrypted_secrets.encrypt_field_pgp() '
    'set search_path = pg_catalog, %I, pg_temp',
    pgcrypto_schema
  );
end;
$$;

comment on function encrypted_secrets.encrypt_field_pgp() is
  'Row trigger before insert or update, arguments: bytea column and column of its pass phrase, by default field_name '
  'and encode_field. Encrypts the column.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.encrypt_field_pgp() to public;
