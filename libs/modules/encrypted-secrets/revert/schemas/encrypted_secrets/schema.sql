-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/schema from pg

drop schema encrypted_secrets;
