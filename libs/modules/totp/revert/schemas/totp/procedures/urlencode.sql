-- Revert pgpm-totp:schemas/totp/procedures/urlencode from pg

drop function totp.urlencode(text);
