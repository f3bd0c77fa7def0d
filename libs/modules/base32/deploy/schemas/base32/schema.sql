-- Deploy pgpm-base32:schemas/base32/schema to pg

create schema base32;

comment on schema base32 is
  'Base32 of RFC 4648 for text and bytes. Its owner decides who may use it.';
