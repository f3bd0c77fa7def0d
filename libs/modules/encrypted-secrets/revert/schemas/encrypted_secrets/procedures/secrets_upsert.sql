-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_upsert from pg

drop function encrypted_secrets.secrets_upsert(uuid, text, text, text);
