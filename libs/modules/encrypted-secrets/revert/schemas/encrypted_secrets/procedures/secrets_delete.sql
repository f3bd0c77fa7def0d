-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_delete from pg

drop function encrypted_secrets.secrets_delete(uuid, text[]);

drop function encrypted_secrets.secrets_delete(uuid, text);
