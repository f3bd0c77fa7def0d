-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_getter from pg

drop function encrypted_secrets.secrets_getter(uuid, text, text);
