-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_pgp_get from pg

drop function encrypted_secrets.encrypt_field_pgp_get(bytea, text);
