-- Revert pgpm-totp:schemas/totp/schema from pg

drop schema totp;
