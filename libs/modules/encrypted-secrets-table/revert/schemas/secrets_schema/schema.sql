-- Revert pgpm-encrypted-secrets-table:schemas/secrets_schema/schema from pg

drop schema secrets_schema;
