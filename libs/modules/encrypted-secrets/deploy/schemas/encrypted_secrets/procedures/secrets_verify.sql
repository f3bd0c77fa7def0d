-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_verify to pg
-- requires: schemas/encrypted_secrets/schema

create function encrypted_secrets.secrets_verify(
  secrets_owned_field uuid,
  secret_name text,
  secret_value text
) returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  encoding constant text := (
    select s.secrets_enc_field
    from secrets_schema.secrets_table as s
    where s.secrets_owned_field = secrets_verify.secrets_owned_field
      and s.name = secret_name
  );
begin
  if encoding in ('crypt', 'crypt2') then
    return encrypted_secrets.encrypt_field_crypt_verify(
      secrets_owned_field,
      'secrets_value_field',
      secret_value,
      secret_name
    );
  end if;
  -- Digests are compared, so that the time it takes tells nothing of how much of the secret was right.
  return pg_catalog.sha256(pg_catalog.convert_to(secret_value, 'UTF8')) = pg_catalog.sha256(
    pg_catalog.convert_to(encrypted_secrets.secrets_getter(secrets_owned_field, secret_name), 'UTF8')
  );
end;
$$;

comment on function encrypted_secrets.secrets_verify(uuid, text, text) is
  'Whether a secret is secret_value. NULL, not false, when there is no secret or one of both is NULL.';

revoke execute on function encrypted_secrets.secrets_verify(uuid, text, text) from public;
grant execute on function encrypted_secrets.secrets_verify(uuid, text, text) to authenticated;
