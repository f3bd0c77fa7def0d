-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_table_upsert to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.secrets_table_upsert(
  secrets_owned_field uuid,
  data json
) returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  fields jsonb;
  unknown text;
  existing secrets_schema.secrets_table[];
  secret_name text;
  encoding text;
begin
  if data is null or pg_catalog.json_typeof(data) <> 'object' then
    raise exception 'data must be a JSON object' using errcode = 'invalid_parameter_value';
  end if;
  select pg_catalog.jsonb_object_agg(lower(e.key), e.value) into fields from pg_catalog.json_each_text(data) as e;
  if fields is null then
    raise exception 'data names no column' using errcode = 'syntax_error';
  end if;
  select f.key into unknown
  from pg_catalog.jsonb_object_keys(fields) as f (key)
  where f.key not in ('name', 'secrets_value_field', 'secrets_enc_field')
  order by f.key
  limit 1;
  if found then
    raise exception 'column "%" cannot be set', unknown
      using errcode = 'undefined_column', hint = 'Use name, secrets_value_field and secrets_enc_field.';
  end if;

  -- Without a name it is the only secret that is meant. To choose among several, or to change all, would be a guess.
  existing := array(
    select s
    from secrets_schema.secrets_table as s
    where s.secrets_owned_field = secrets_table_upsert.secrets_owned_field
      and (not fields ? 'name' or s.name = fields ->> 'name')
    limit 2
    for update
  );
  if cardinality(existing) > 1 then
    raise exception 'the owner has several secrets'
      using errcode = 'cardinality_violation', hint = 'Give the name of one.';
  end if;
  secret_name := coalesce(fields ->> 'name', (existing[1]).name);
  encoding := case
    when fields ? 'secrets_enc_field' then fields ->> 'secrets_enc_field'
    else coalesce((existing[1]).secrets_enc_field, 'pgp')
  end;

  if fields ? 'secrets_value_field' then
    perform encrypted_secrets.secrets_upsert(
      secrets_owned_field,
      secret_name,
      fields ->> 'secrets_value_field',
      encoding
    );
  else
    insert into secrets_schema.secrets_table as s (secrets_owned_field, name, secrets_enc_field)
    values (secrets_table_upsert.secrets_owned_field, secret_name, encoding)
    on conflict on constraint secrets_table_secrets_owned_field_name_key do update
    set secrets_enc_field = encoding;
  end if;
end;
$$;

comment on function encrypted_secrets.secrets_table_upsert(uuid, json) is
  'Adds or replaces the secret that data names, an object with name, secrets_value_field, secrets_enc_field. An owner '
  'with one secret need not name it. What is left out stays; a new secret is encrypted.';

revoke execute on function encrypted_secrets.secrets_table_upsert(uuid, json) from public;
grant execute on function encrypted_secrets.secrets_table_upsert(uuid, json) to authenticated;
