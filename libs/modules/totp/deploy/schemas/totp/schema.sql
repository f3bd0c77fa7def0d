-- Deploy pgpm-totp:schemas/totp/schema to pg

create schema totp;

comment on schema totp is
  'One-time passwords: HOTP of RFC 4226 and TOTP of RFC 6238. Its owner decides who may use it.';
