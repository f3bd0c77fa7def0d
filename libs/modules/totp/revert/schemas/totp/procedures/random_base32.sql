-- Revert pgpm-totp:schemas/totp/procedures/random_base32 from pg

drop function totp.generate_secret(text);
drop function totp.random_secret(text);
drop function totp.random_base32(int);
