-- Revert pgpm-base32:schemas/base32/schema from pg

drop schema base32;
