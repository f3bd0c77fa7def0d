-- Deploy pgpm-encrypted-secrets-table:schemas/secrets_schema/tables/secrets_table/table to pg
-- requires: schemas/secrets_schema/schema

create table secrets_schema.secrets_table (
  id uuid default pg_catalog.gen_random_uuid() constraint secrets_table_pkey primary key,
  secrets_owned_field uuid not null,
  name text not null,
  secrets_value_field bytea,
  secrets_enc_field text,
  constraint secrets_table_secrets_owned_field_name_key unique (secrets_owned_field, name),
  constraint secrets_table_secrets_enc_field_check
    check (secrets_enc_field ~ '^(none|crypt|crypt2|pgp|pgp:[A-Za-z0-9_]+)$')
);

comment on table secrets_schema.secrets_table is
  'Secrets by owner and name. Clear text is written; a trigger stores it as secrets_enc_field says.';
comment on column secrets_schema.secrets_table.secrets_owned_field is
  'Owner of the secret: what the claim user_id of a request must be, for roles that row level security applies to.';
comment on column secrets_schema.secrets_table.name is 'Name of the secret, unique for its owner.';
comment on column secrets_schema.secrets_table.secrets_value_field is 'The secret, encoded.';
comment on column secrets_schema.secrets_table.secrets_enc_field is
  'pgp or pgp:<version of the key>: encrypted. crypt2, crypt: hashed. none: clear text, also when NULL is written.';

-- A role that was granted the table still sees and writes the secrets of the requesting user only. A claim that is no
-- uuid is an error, and without a claim there are no rows.
alter table secrets_schema.secrets_table enable row level security;

create policy own_secrets on secrets_schema.secrets_table
using (secrets_owned_field = nullif(pg_catalog.current_setting('jwt.claims.user_id', true), '')::uuid);

comment on policy own_secrets on secrets_schema.secrets_table is
  'The secrets of the user that the setting jwt.claims.user_id names.';
