-- Revert pgpm-encrypted-secrets-table:schemas/secrets_schema/tables/secrets_table/triggers/hash_secrets from pg

drop trigger hash_secrets_update on secrets_schema.secrets_table;

drop trigger hash_secrets_insert on secrets_schema.secrets_table;

drop function secrets_schema.tg_hash_secrets();

drop function secrets_schema.pass_phrase(uuid, text);
