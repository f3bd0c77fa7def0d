-- Deploy pgpm-inflection:schemas/inflection/procedures/slugify to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/strip_accents

create function inflection.slugify(value text, allow_unicode boolean) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  with cleaned as (
    -- What is deleted is spelled out, and compared by code point: which letters \w matches depends on the locale of the
    -- database, and the plain C locale would take all but ASCII letters for something else.
    select pg_catalog.regexp_replace(
      (case when allow_unicode then value else inflection.strip_accents(value) end) collate "C",
      '[\x01-\x08\x0e-\x1f!-,./:-@\[-\^`{-\u0084\u0086-\u009f'
      '\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7'
      '\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2064\u2066-\u206f\u20a0-\u20cf'
      '\u2190-\u245f\u2500-\u2775\u2794-\u2bff\u2e00-\u2e2e\u2e30-\u2e7f\u3001-\u3004\u3008-\u3020\u3030\u303d-\u303f'
      '\ufe10-\ufe19\ufe30-\ufe6b\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40'
      '\uff5b-\uff65\uffe0-\uffff\U0001f000-\U0001faff]+',
      '', 'g'
    ) as str
  )
  select pg_catalog.regexp_replace(
    pg_catalog.btrim(pg_catalog.lower(str collate "default")) collate "C",
    '[-\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', '-', 'g'
  )
  from cleaned;
$$;

comment on function inflection.slugify(text, boolean) is
  'Lower-case words joined by single hyphens, without signs, and without accents unless allow_unicode. Only blanks are '
  'trimmed: a hyphen, tab or line end at an end of the text leaves a hyphen.';

create function inflection.slugify(text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select inflection.slugify($1, false);
$$;

comment on function inflection.slugify(text) is 'slugify(…, false): without accents.';

grant execute on function inflection.slugify(text, boolean) to public;
grant execute on function inflection.slugify(text) to public;
