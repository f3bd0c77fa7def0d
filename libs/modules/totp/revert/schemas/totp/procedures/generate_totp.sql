-- Revert pgpm-totp:schemas/totp/procedures/generate_totp from pg

drop function totp.url(text, text, int, text, int, text);
drop function totp.verify(text, text, int, int, timestamptz, text, text, int, int);
drop function totp.timing_safe_equals(text, text);
drop function totp.timing_safe_equals(bytea, bytea);
drop function totp.generate(text, int, int, timestamptz, text, text, int);
drop function totp.hotp(bytea, bigint, int, text);
drop function totp.base32_to_hex(text);
drop function totp.pad_secret(bytea, int);
