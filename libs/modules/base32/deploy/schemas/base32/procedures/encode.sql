-- Deploy pgpm-base32:schemas/base32/procedures/encode to pg
-- requires: schemas/base32/schema

create function base32.encode_bytes(input bytea) returns text
language plpgsql immutable strict parallel safe
set search_path = ''
as $$
declare
  size constant int := pg_catalog.octet_length(input);
  padded constant bytea := input || '\x00000000'::bytea;
  digits text;
begin
  -- Five bytes are a number of 40 bits; spread to eight bytes of five bits each, that number is eight digits. All eight
  -- become letters at once: 65 is A, and digits from 26 on, where adding 6 sets bit 5, are 41 lower: 50 is 2.
  -- "offset 0" keeps the planner from computing a number again at each of its uses.
  select pg_catalog.convert_from(
    pg_catalog.string_agg(
      pg_catalog.int8send(
        eight.digits + x'4141414141414141'::bigint
        - 41 * (((eight.digits + x'0606060606060606'::bigint) >> 5) & x'0101010101010101'::bigint)
      ),
      '' order by g.start
    ),
    'UTF8'
  )
  into digits
  from pg_catalog.generate_series(0, size - 1, 5) as g (start)
  cross join lateral (
    select
      (pg_catalog.get_byte(padded, g.start)::bigint << 32)
      | (pg_catalog.get_byte(padded, g.start + 1)::bigint << 24)
      | (pg_catalog.get_byte(padded, g.start + 2)::bigint << 16)
      | (pg_catalog.get_byte(padded, g.start + 3)::bigint << 8)
      | pg_catalog.get_byte(padded, g.start + 4)::bigint
    offset 0
  ) as five (bits)
  cross join lateral (
    select
      (((five.bits >> 35) & 31) << 56)
      | (((five.bits >> 30) & 31) << 48)
      | (((five.bits >> 25) & 31) << 40)
      | (((five.bits >> 20) & 31) << 32)
      | (((five.bits >> 15) & 31) << 24)
      | (((five.bits >> 10) & 31) << 16)
      | (((five.bits >> 5) & 31) << 8)
      | (five.bits & 31)
    offset 0
  ) as eight (digits);
  return pg_catalog.rpad(
    pg_catalog.substr(coalesce(digits, ''), 1, (size * 8 + 4) / 5),
    (size + 4) / 5 * 8, '='
  );
end
$$;

comment on function base32.encode_bytes(bytea) is
  'The bytes in Base32 of RFC 4648: upper case, padded with = to a multiple of 8 characters.';

create function base32.encode(input text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select base32.encode_bytes(pg_catalog.convert_to(input, 'UTF8'));
$$;

comment on function base32.encode(text) is
  'The text, as its bytes in UTF-8, in Base32 of RFC 4648: upper case, padded with = to a multiple of 8 characters.';

-- The steps below show the algorithm one at a time; encode does not call them. Their loops give NULL for an empty
-- array, and refuse NULL with 22004.

create function base32.to_ascii(input text) returns int[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  letter text;
  codes int[];
begin
  foreach letter in array pg_catalog.string_to_array(input, null) loop
    codes := codes || pg_catalog.ascii(letter);
  end loop;
  return codes;
end
$$;

comment on function base32.to_ascii(text) is 'The code point of each character.';

create function base32.to_binary(input int) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select (coalesce(input, 0) & 255)::bit(8)::text;
$$;

comment on function base32.to_binary(int) is 'The lower 8 bits of the number, as 0 and 1; those of 0 for NULL.';

create function base32.to_binary(input int[]) returns text[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  number int;
  octets text[];
begin
  foreach number in array input loop
    octets := octets || base32.to_binary(number);
  end loop;
  return octets;
end
$$;

comment on function base32.to_binary(int[]) is 'The lower 8 bits of each number, as 0 and 1.';

create function base32.to_groups(input text[]) returns text[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  if input is null then
    raise exception 'base32.to_groups needs an array' using errcode = 'null_value_not_allowed';
  end if;
  return input || pg_catalog.array_fill('xxxxxxxx'::text, array[(5 - pg_catalog.cardinality(input) % 5) % 5]);
end
$$;

comment on function base32.to_groups(text[]) is
  'The octets, followed by as many xxxxxxxx as make their number a multiple of 5.';

create function base32.string_nchars(text, integer) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  -- A length below 1 is a division by zero.
  select array(
    select pg_catalog.string_agg(c.letter, '' order by c.place)
    from pg_catalog.unnest(pg_catalog.string_to_array($1, null)) with ordinality as c (letter, place)
    group by (c.place - 1) / greatest($2, 0)
    order by (c.place - 1) / greatest($2, 0)
  );
$$;

comment on function base32.string_nchars(text, integer) is
  'The text in pieces of that many characters; the last one may be shorter.';

create function base32.to_chunks(input text[]) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select base32.string_nchars(pg_catalog.array_to_string(input, ''), 5);
$$;

comment on function base32.to_chunks(text[]) is 'The octets joined, and cut into pieces of 5 characters.';

create function base32.fill_chunks(input text[]) returns text[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  chunk text;
  chunks text[];
begin
  foreach chunk in array input loop
    chunks := chunks || case when chunk collate "C" ~ '[01]' then pg_catalog.replace(chunk, 'x', '0') else chunk end;
  end loop;
  return chunks;
end
$$;

comment on function base32.fill_chunks(text[]) is 'Pieces with 0 in place of x where they have a bit at all.';

create function base32.binary_to_int(input text) returns int
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  if input collate "C" ~ '[^01]' then
    raise exception '"%" is not a binary number', input using errcode = 'invalid_text_representation';
  end if;
  return pg_catalog.int4(input::pg_catalog.varbit);
end
$$;

comment on function base32.binary_to_int(text) is
  'The number that up to 32 digits 0 and 1 stand for, the first of 32 being the sign; 0 for the empty text.';

create function base32.to_decimal(input text[]) returns text[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  chunk text;
  numbers text[];
begin
  foreach chunk in array input loop
    numbers := numbers || case
      when chunk collate "C" ~ 'x' then '='
      else base32.binary_to_int(chunk)::text
    end;
  end loop;
  return numbers;
end
$$;

comment on function base32.to_decimal(text[]) is 'The number of each piece of bits, as text; = for a piece with an x.';

create function base32.base32_alphabet(input int) returns char
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when input between 0 and 31 then pg_catalog.substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', input + 1, 1)
  end;
$$;

comment on function base32.base32_alphabet(int) is 'The character of a digit from 0 to 31; NULL for other numbers.';

create function base32.to_base32(input text[]) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  number text;
  letters text[];
begin
  foreach number in array input loop
    letters := letters || case
      when number = '=' collate "C" then '='
      else base32.base32_alphabet(number::int)::text
    end;
  end loop;
  return pg_catalog.array_to_string(letters, '');
end
$$;

comment on function base32.to_base32(text[]) is 'The characters of digits, joined; = stays.';

grant execute on function
  base32.encode_bytes(bytea), base32.encode(text), base32.to_ascii(text), base32.to_binary(int),
  base32.to_binary(int[]), base32.to_groups(text[]), base32.string_nchars(text, integer), base32.to_chunks(text[]),
  base32.fill_chunks(text[]), base32.binary_to_int(text), base32.to_decimal(text[]), base32.base32_alphabet(int),
  base32.to_base32(text[])
to public;
