-- Deploy pgpm-encrypted-secrets-table:schemas/secrets_schema/schema to pg

create schema secrets_schema;

comment on schema secrets_schema is 'Secrets by owner. Nobody but the owner of the schema may use it.';
