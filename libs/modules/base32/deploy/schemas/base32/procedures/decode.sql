-- Deploy pgpm-base32:schemas/base32/procedures/decode to pg
-- requires: schemas/base32/schema
-- requires: schemas/base32/procedures/encode

-- Letters are spelled out as ranges of ASCII: matching without regard to case would take the Kelvin sign for a K.
create function base32.valid(input text) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce(input collate "C" ~ '^[A-Za-z2-7]+=*$', false);
$$;

comment on function base32.valid(text) is
  'Whether decode accepts the text, unless it is empty: characters of the alphabet in upper or lower case, and any '
  'number of = behind them. False for NULL.';

create function base32.decode_bytes(input text) returns bytea
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  size int;
  padded bytea;
  bytes bytea;
begin
  if input = '' collate "C" then
    return '';
  end if;
  if not base32.valid(input) then
    raise exception 'INVALID_BASE32';
  end if;
  padded := pg_catalog.convert_to(pg_catalog.rtrim(input, '='), 'UTF8');
  size := pg_catalog.octet_length(padded);
  padded := padded || 'AAAAAAA'::bytea;

  -- The way back of encode_bytes. Bit 6 tells letters from figures: the lower bits of a are 1 and it stands for 0,
  -- those of 2 are 18 and it stands for 26. Eight digits of 5 bits are joined to four of 10, two of 20, one of 40.
  select pg_catalog.string_agg(pg_catalog.substr(pg_catalog.int8send(one.bits), 4), '' order by g.start)
  into bytes
  from pg_catalog.generate_series(0, size - 1, 8) as g (start)
  cross join lateral (
    select
      (pg_catalog.get_byte(padded, g.start)::bigint << 56)
      | (pg_catalog.get_byte(padded, g.start + 1)::bigint << 48)
      | (pg_catalog.get_byte(padded, g.start + 2)::bigint << 40)
      | (pg_catalog.get_byte(padded, g.start + 3)::bigint << 32)
      | (pg_catalog.get_byte(padded, g.start + 4)::bigint << 24)
      | (pg_catalog.get_byte(padded, g.start + 5)::bigint << 16)
      | (pg_catalog.get_byte(padded, g.start + 6)::bigint << 8)
      | pg_catalog.get_byte(padded, g.start + 7)::bigint
    offset 0
  ) as ascii (bits)
  cross join lateral (
    select
      (ascii.bits & x'1f1f1f1f1f1f1f1f'::bigint) + x'0808080808080808'::bigint
      - 9 * ((ascii.bits >> 6) & x'0101010101010101'::bigint)
    offset 0
  ) as eight (bits)
  cross join lateral (
    select
      ((eight.bits & x'1f001f001f001f00'::bigint) >> 3) | (eight.bits & x'001f001f001f001f'::bigint)
    offset 0
  ) as four (bits)
  cross join lateral (
    select
      ((four.bits & x'03ff000003ff0000'::bigint) >> 6) | (four.bits & x'000003ff000003ff'::bigint)
    offset 0
  ) as two (bits)
  cross join lateral (
    select ((two.bits & x'000fffff00000000'::bigint) >> 12) | (two.bits & x'00000000000fffff'::bigint)
  ) as one (bits);
  return nullif(pg_catalog.substr(bytes, 1, size * 5 / 8), '');
end
$$;

comment on function base32.decode_bytes(text) is
  'The bytes of a Base32 text. Padding may be left out, case does not matter, spare bits are ignored; a single '
  'character holds no byte and gives NULL. INVALID_BASE32 (P0001) for anything else, and for NULL.';

create function base32.decode(input text) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  bytes constant bytea := base32.decode_bytes(input);
begin
  if pg_catalog.position(bytes, '\x00') > 0 then
    raise exception 'null character not permitted'
      using errcode = 'program_limit_exceeded', hint = 'base32.decode_bytes gives the bytes.';
  end if;
  return pg_catalog.convert_from(bytes, 'LATIN1');
end
$$;

comment on function base32.decode(text) is
  'The bytes of decode_bytes as text, one character per byte: its code point is the byte. A zero byte is error 54000. '
  'Text beyond ASCII that encode has written is convert_from(base32.decode_bytes(...), ''UTF8'').';

create function base32.decode_strict(input text) returns bytea
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  bytes constant bytea := base32.decode_bytes(input);
begin
  if base32.encode_bytes(bytes) is distinct from input collate "C" then
    raise exception 'INVALID_BASE32';
  end if;
  return bytes;
end
$$;

comment on function base32.decode_strict(text) is
  'The bytes of a text that is exactly what encode_bytes writes: upper case, padded, spare bits zero. INVALID_BASE32 '
  '(P0001) for anything else, and for NULL.';

-- The steps below show the algorithm one at a time; decode does not call them. Their loops give NULL for an empty
-- input, and refuse NULL with 22004.

create function base32.base32_alphabet_to_decimal_int(input text) returns int
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when input is null then null
    when input collate "C" ~ '^[A-Z]$' then pg_catalog.ascii(input) - 65
    when input collate "C" ~ '^[2-7]$' then pg_catalog.ascii(input) - 24
    else -1
  end;
$$;

comment on function base32.base32_alphabet_to_decimal_int(text) is
  'The digit that a character stands for, from 0 to 31; -1 for what is not of the alphabet, as lower case.';

create function base32.base32_alphabet_to_decimal(input text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case base32.base32_alphabet_to_decimal_int(input)
    when -1 then '='
    else base32.base32_alphabet_to_decimal_int(input)::text
  end;
$$;

comment on function base32.base32_alphabet_to_decimal(text) is
  'The digit that a character stands for, from 0 to 31, as text; = for what is not of the alphabet, as lower case.';

create function base32.base32_to_decimal(input text) returns text[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  letter text;
  numbers text[];
begin
  foreach letter in array pg_catalog.string_to_array(pg_catalog.upper(input collate "C"), null) loop
    numbers := numbers || base32.base32_alphabet_to_decimal(letter);
  end loop;
  return numbers;
end
$$;

comment on function base32.base32_to_decimal(text) is
  'The digit of each character in upper or lower case, as text; = for what is not of the alphabet.';

create function base32.decimal_to_chunks(input text[]) returns text[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  number text;
  chunks text[];
begin
  foreach number in array input loop
    chunks := chunks || case when number = '=' collate "C" then 'xxxxx' else (number::int & 31)::bit(5)::text end;
  end loop;
  return chunks;
end
$$;

comment on function base32.decimal_to_chunks(text[]) is 'The lower 5 bits of each number, as 0 and 1; xxxxx for =.';

create function base32.zero_fill(a int, b int) returns bigint
language sql immutable strict parallel safe
set search_path = ''
as $$
  select (a::bigint & 4294967295) >> (b & 31);
$$;

comment on function base32.zero_fill(int, int) is
  'The 32 bits of a shifted to the right by b modulo 32, filled with zeros: the operator >>> of JavaScript.';

grant execute on function
  base32.valid(text), base32.decode_bytes(text), base32.decode(text), base32.decode_strict(text),
  base32.base32_alphabet_to_decimal_int(text), base32.base32_alphabet_to_decimal(text), base32.base32_to_decimal(text),
  base32.decimal_to_chunks(text[]), base32.zero_fill(int, int)
to public;
