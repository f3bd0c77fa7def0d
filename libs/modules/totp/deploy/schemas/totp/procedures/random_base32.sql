-- Deploy pgpm-totp:schemas/totp/procedures/random_base32 to pg
-- requires: schemas/totp/schema
-- requires: pgpm-base32:schemas/base32/procedures/encode

-- The extension pgcrypto may live in any schema, so its name is completed here.
do $$
declare
  pgcrypto_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'pgcrypto'
  );
begin
  if pgcrypto_schema is null then
    raise exception 'extension "pgcrypto" is not installed'
      using errcode = 'undefined_object', hint = 'Run: create extension pgcrypto';
  end if;
  execute pg_catalog.format(
    $create$
      create function totp.random_base32(_length int default 20) returns text
      language plpgsql volatile
      set search_path = ''
      as %L
    $create$,
    pg_catalog.format(
      $body$
declare
  bytes constant bytea := %I.gen_random_bytes(_length);
begin
  return (
    select pg_catalog.string_agg(
      pg_catalog.substr('abcdefghijklmnopqrstuvwxyz234567', (pg_catalog.get_byte(bytes, i) & 31) + 1, 1), '' order by i
    )
    from pg_catalog.generate_series(0, _length - 1) as i
  );
end
$body$,
      pgcrypto_schema
    )
  );
  execute pg_catalog.format(
    $create$
      create function totp.random_secret(hash text default 'sha1') returns text
      language plpgsql volatile
      set search_path = ''
      as %L
    $create$,
    pg_catalog.format(
      $body$
declare
  size constant int := case hash when 'sha1' then 20 when 'sha256' then 32 when 'sha512' then 64 end;
begin
  if size is null then
    raise exception 'Unsupported hash algorithm for OTP (see RFC6238/4226).';
  end if;
  return pg_catalog.rtrim(base32.encode_bytes(%I.gen_random_bytes(size)), '=');
end
$body$,
      pgcrypto_schema
    )
  );
end
$$;

comment on function totp.random_base32(int) is
  'That many random characters, 1 to 1024, of the lower-case Base32 alphabet: 5 bits each. 32 are enough for a secret.';

comment on function totp.random_secret(text) is
  'A random secret in Base32, as many bytes as the hash gives: 20 for sha1, 32 for sha256, 64 for sha512.';

create function totp.generate_secret(hash text default 'sha1') returns bytea
language plpgsql volatile
set search_path = ''
as $$
declare
  size constant int := case hash when 'sha1' then 20 when 'sha256' then 32 when 'sha512' then 64 end;
begin
  if size is null then
    raise exception 'Unsupported hash algorithm for OTP (see RFC6238/4226).';
  end if;
  return pg_catalog.convert_to(totp.random_base32(size), 'UTF8');
end
$$;

comment on function totp.generate_secret(text) is
  '20, 32 or 64 characters of random_base32 for sha1, sha256 or sha512, as bytes of ASCII: 5 bits of chance in each. '
  'random_secret gives a text with 8 bits for each of as many bytes.';

grant execute on function
  totp.random_base32(int), totp.random_secret(text), totp.generate_secret(text)
to public;
