-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_crypt_verify from pg

drop function encrypted_secrets.encrypt_field_crypt_verify(uuid, text, text, text);
