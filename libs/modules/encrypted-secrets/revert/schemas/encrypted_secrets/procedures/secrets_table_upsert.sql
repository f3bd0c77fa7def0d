-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_table_upsert from pg

drop function encrypted_secrets.secrets_table_upsert(uuid, json);
