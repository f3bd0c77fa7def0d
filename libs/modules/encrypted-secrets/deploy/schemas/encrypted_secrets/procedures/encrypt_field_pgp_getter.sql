-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_pgp_getter to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.encrypt_field_pgp_getter(
  secrets_owned_field uuid,
  secret_value_field text,
  secret_encode_field text,
  secret_name text default null
) returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  fields jsonb;
  column_name text;
begin
  foreach column_name in array array[lower(secret_value_field), lower(secret_encode_field)] loop
    if column_name not in ('id', 'secrets_owned_field', 'name', 'secrets_value_field', 'secrets_enc_field') then
      raise exception 'column "%" does not exist', column_name using errcode = 'undefined_column';
    end if;
  end loop;

  select pg_catalog.to_jsonb(s) into fields
  from secrets_schema.secrets_table as s
  where s.secrets_owned_field = encrypt_field_pgp_getter.secrets_owned_field
    and (secret_name is null or s.name = secret_name)
  order by s.name
  limit 1;

  return encrypted_secrets.encrypt_field_pgp_get(
    (fields ->> lower(secret_value_field))::bytea,
    fields ->> lower(secret_encode_field)
  );
end;
$$;

comment on function encrypted_secrets.encrypt_field_pgp_getter(uuid, text, text, text) is
  'Decrypts a column of a secret, with another column as pass phrase. Of the first secret of the owner, unless it is '
  'named. NULL when there is none.';

-- Everybody may execute it, and nobody may use the schema: an application decides whom it grants usage.
grant execute on function encrypted_secrets.encrypt_field_pgp_getter(uuid, text, text, text) to public;
