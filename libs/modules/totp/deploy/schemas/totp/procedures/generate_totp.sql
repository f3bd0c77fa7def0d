-- Deploy pgpm-totp:schemas/totp/procedures/generate_totp to pg
-- requires: schemas/totp/schema
-- requires: schemas/totp/procedures/urlencode
-- requires: pgpm-base32:schemas/base32/procedures/decode

create function totp.pad_secret(input bytea, len int) returns bytea
language sql immutable parallel safe
set search_path = ''
as $$
  select pg_catalog.substr(
    pg_catalog.decode(
      pg_catalog.repeat(
        pg_catalog.encode(input, 'hex'),
        (len + pg_catalog.octet_length(input) - 1) / pg_catalog.octet_length(input)
      ),
      'hex'
    ),
    1, len
  );
$$;

comment on function totp.pad_secret(bytea, int) is 'The bytes, repeated or cut to a length in bytes.';

create function totp.base32_to_hex(input text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select pg_catalog.encode(nullif(base32.decode_bytes(input), ''), 'hex');
$$;

comment on function totp.base32_to_hex(text) is
  'The bytes of a Base32 text in hexadecimal, two lower-case digits each; NULL for none. INVALID_BASE32 (P0001) for '
  'anything else, and for NULL.';

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
      create function totp.hotp(key bytea, c bigint, digits int default 6, hash text default 'sha1') returns text
      language plpgsql immutable strict parallel safe
      set search_path = ''
      as %L
    $create$,
    pg_catalog.format(
      $body$
declare
  mac bytea;
  start int;
  number bigint;
begin
  if c < 0 then
    raise exception 'the counter must not be negative' using errcode = 'invalid_parameter_value';
  end if;
  if digits not between 1 and 9 then
    raise exception 'digits must be from 1 to 9' using errcode = 'invalid_parameter_value';
  end if;
  mac := %I.hmac(pg_catalog.int8send(c), key, hash);
  start := pg_catalog.get_byte(mac, pg_catalog.octet_length(mac) - 1) & 15;
  number := ((pg_catalog.get_byte(mac, start) & 127)::bigint << 24)
    | (pg_catalog.get_byte(mac, start + 1)::bigint << 16)
    | (pg_catalog.get_byte(mac, start + 2)::bigint << 8)
    | pg_catalog.get_byte(mac, start + 3)::bigint;
  return pg_catalog.lpad((number %% (10 ^ digits)::bigint)::text, digits, '0');
end
$body$,
      pgcrypto_schema
    )
  );
end
$$;

comment on function totp.hotp(bytea, bigint, int, text) is
  'The one-time password of RFC 4226 for a counter from 0 on: 6 to 8 digits, or others from 1 to 9; hash sha1, '
  'sha256 or sha512.';

create function totp.generate(
  secret text,
  period int default 30,
  digits int default 6,
  time_from timestamptz default now(),
  hash text default 'sha1',
  encoding text default 'base32',
  clock_offset int default 0
) returns text
language plpgsql stable parallel safe
set search_path = ''
as $$
declare
  key bytea;
begin
  case
    when encoding = 'base32' then
      key := nullif(base32.decode_bytes(secret), '');
    when encoding is null or encoding = 'raw' then
      key := pg_catalog.convert_to(secret, 'UTF8');
    else
      raise exception 'unknown encoding "%"', encoding
        using errcode = 'invalid_parameter_value', hint = 'Use base32, raw, or NULL for raw.';
  end case;
  return totp.hotp(
    key,
    pg_catalog.floor(extract(epoch from time_from)::numeric / period)::bigint + clock_offset,
    digits,
    hash
  );
end
$$;

comment on function totp.generate(text, int, int, timestamptz, text, text, int) is
  'The one-time password of RFC 6238 at a time: period in seconds; encoding base32, or raw or NULL for a secret whose '
  'bytes in UTF-8 are the key; clock_offset in periods.';

create function totp.timing_safe_equals(a bytea, b bytea) returns boolean
language plpgsql immutable strict parallel safe
set search_path = ''
as $$
declare
  size constant int := greatest(pg_catalog.octet_length(a), pg_catalog.octet_length(b));
  padded_a constant bytea := a
    || pg_catalog.decode(pg_catalog.repeat('00', size - pg_catalog.octet_length(a)), 'hex');
  padded_b constant bytea := b
    || pg_catalog.decode(pg_catalog.repeat('00', size - pg_catalog.octet_length(b)), 'hex');
  difference int;
begin
  select pg_catalog.bit_or(pg_catalog.get_byte(padded_a, i) # pg_catalog.get_byte(padded_b, i))
  into difference
  from pg_catalog.generate_series(0, size - 1) as i;
  return (coalesce(difference, 0) | (pg_catalog.octet_length(a) # pg_catalog.octet_length(b))) = 0;
end
$$;

comment on function totp.timing_safe_equals(bytea, bytea) is
  'Whether the bytes are the same. It looks at all of them, so that the time it takes tells nothing of where they '
  'differ.';

create function totp.timing_safe_equals(a text, b text) returns boolean
language sql immutable strict parallel safe
set search_path = ''
as $$
  select totp.timing_safe_equals(pg_catalog.convert_to(a, 'UTF8'), pg_catalog.convert_to(b, 'UTF8'));
$$;

comment on function totp.timing_safe_equals(text, text) is
  'Whether the texts are the same bytes in UTF-8, without telling by the time it takes where they differ.';

create function totp.verify(
  secret text,
  check_totp text,
  period int default 30,
  digits int default 6,
  time_from timestamptz default now(),
  hash text default 'sha1',
  encoding text default 'base32',
  clock_offset int default 0,
  "window" int default 0
) returns boolean
language plpgsql stable parallel safe
set search_path = ''
as $$
declare
  accepted boolean := false;
begin
  if "window" is null or "window" not between 0 and 10 then
    raise exception 'window must be from 0 to 10' using errcode = 'invalid_parameter_value';
  end if;
  -- No step is left out because an earlier one fits. Before 1970 there are no steps.
  for step in - "window" .. "window" loop
    continue when step <> 0
      and pg_catalog.floor(extract(epoch from time_from)::numeric / period) + clock_offset + step < 0;
    accepted := coalesce(
      totp.timing_safe_equals(
        totp.generate(secret, period, digits, time_from, hash, encoding, clock_offset + step),
        check_totp
      ),
      false
    ) or accepted;
  end loop;
  return accepted;
end
$$;

comment on function totp.verify(text, text, int, int, timestamptz, text, text, int, int) is
  'Whether the code is that of generate, or of up to window periods before or after it, for clocks that drift. '
  'False for a NULL code. It does not know whether a code was used before.';

create function totp.url(
  email text,
  totp_secret text,
  totp_interval int,
  totp_issuer text,
  digits int default 6,
  hash text default 'sha1'
) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select 'otpauth://totp/'
    || case
      when p.colon = 0 then p.label
      else pg_catalog.substr(p.label, 1, p.colon)
        || pg_catalog.replace(pg_catalog.substr(p.label, p.colon + 1), ':', '%3A')
    end
    || '?secret=' || totp.urlencode(totp_secret)
    || '&period=' || totp_interval::text
    || '&issuer=' || p.issuer
    || case when digits = 6 then '' else '&digits=' || digits::text end
    || case
      when pg_catalog.lower(hash) = 'sha1' then ''
      else '&algorithm=' || totp.urlencode(pg_catalog.upper(hash))
    end
  from (
    select l.label, pg_catalog.strpos(l.label, ':') as colon, l.issuer
    from (
      select
        pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
          totp.urlencode(email), '?', '%3F'), '#', '%23'), '/', '%2F') as label,
        pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
          totp.urlencode(totp_issuer), '?', '%3F'), '#', '%23'), '/', '%2F') as issuer
    ) as l
  ) as p;
$$;

comment on function totp.url(text, text, int, text, int, text) is
  'The otpauth link that an authenticator reads from a QR code. The label may have one colon, behind an issuer. Digits '
  'and hash are told when they are not 6 and sha1.';

grant execute on function
  totp.pad_secret(bytea, int), totp.base32_to_hex(text), totp.hotp(bytea, bigint, int, text),
  totp.generate(text, int, int, timestamptz, text, text, int), totp.timing_safe_equals(bytea, bytea),
  totp.timing_safe_equals(text, text),
  totp.verify(text, text, int, int, timestamptz, text, text, int, int), totp.url(text, text, int, text, int, text)
to public;
