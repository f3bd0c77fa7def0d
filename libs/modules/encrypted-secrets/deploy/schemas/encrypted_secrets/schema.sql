-- Deploy pgpm-encrypted-secrets:schemas/encrypted_secrets/schema to pg

create schema encrypted_secrets;

comment on schema encrypted_secrets is
  'Functions for the secrets in secrets_schema. They run with the rights of the caller: row level security decides.';
