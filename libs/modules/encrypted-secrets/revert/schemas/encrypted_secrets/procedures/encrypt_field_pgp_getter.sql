-- Revert pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_pgp_getter from pg

drop function encrypted_secrets.encrypt_field_pgp_getter(uuid, text, text, text);
