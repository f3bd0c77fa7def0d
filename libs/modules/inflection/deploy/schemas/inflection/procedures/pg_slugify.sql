-- Deploy pgpm-inflection:schemas/inflection/procedures/pg_slugify to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/no_consecutive_caps
-- requires: schemas/inflection/procedures/strip_accents

create function inflection.pg_slugify(value text, allow_unicode boolean) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  with words as (
    select inflection.no_consecutive_caps(
      case when allow_unicode then value else inflection.strip_accents(value) end
    ) as str
  ),
  cleaned as (
    -- What is deleted is spelled out, and compared by code point: which letters \w matches depends on the locale of the
    -- database, and the plain C locale would take all but ASCII letters for something else.
    select pg_catalog.regexp_replace(
      str collate "C",
      '[\x01-\x08\x0e-\x1f!-,./:-@\[-\^`{-\u0084\u0086-\u009f'
      '\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7'
      '\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2064\u2066-\u206f\u20a0-\u20cf'
      '\u2190-\u245f\u2500-\u2775\u2794-\u2bff\u2e00-\u2e2e\u2e30-\u2e7f\u3001-\u3004\u3008-\u3020\u3030\u303d-\u303f'
      '\ufe10-\ufe19\ufe30-\ufe6b\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40'
      '\uff5b-\uff65\uffe0-\uffff\U0001f000-\U0001faff]+',
      '', 'g'
    ) as str
    from words
  )
  select pg_catalog.regexp_replace(
    pg_catalog.btrim(str) collate "C",
    '[-_\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', '_', 'g'
  )
  from cleaned;
$$;

comment on function inflection.pg_slugify(text, boolean) is
  'Words joined by single underscores, without signs, and without accents unless allow_unicode. Keeps upper case: '
  'Hello, World, Hello_World.';

create function inflection.pg_slugify(text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select inflection.pg_slugify($1, false);
$$;

comment on function inflection.pg_slugify(text) is 'pg_slugify(…, false): without accents.';

grant execute on function inflection.pg_slugify(text, boolean) to public;
grant execute on function inflection.pg_slugify(text) to public;
