-- Revert pgpm-encrypted-secrets-table:schemas/secrets_schema/tables/secrets_table/table from pg

drop table secrets_schema.secrets_table;
