-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_delete to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.secrets_delete(
  secrets_owned_field uuid,
  secret_name text
) returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from secrets_schema.secrets_table as s
  where s.secrets_owned_field = secrets_delete.secrets_owned_field
    and s.name = secret_name;
end;
$$;

create function encrypted_secrets.secrets_delete(
  secrets_owned_field uuid,
  secret_names text[]
) returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from secrets_schema.secrets_table as s
  where s.secrets_owned_field = secrets_delete.secrets_owned_field
    and s.name = any (secret_names);
end;
$$;

comment on function encrypted_secrets.secrets_delete(uuid, text) is
  'Deletes a secret of an owner, if there is one of that name.';
comment on function encrypted_secrets.secrets_delete(uuid, text[]) is
  'Deletes those of the secrets of an owner that there are. An untyped literal means the other function: cast it.';

revoke execute on function encrypted_secrets.secrets_delete(uuid, text) from public;
grant execute on function encrypted_secrets.secrets_delete(uuid, text) to authenticated;

revoke execute on function encrypted_secrets.secrets_delete(uuid, text[]) from public;
grant execute on function encrypted_secrets.secrets_delete(uuid, text[]) to authenticated;
