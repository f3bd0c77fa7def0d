-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/secrets_verify from pg

drop function encrypted_secrets.secrets_verify(uuid, text, text);
