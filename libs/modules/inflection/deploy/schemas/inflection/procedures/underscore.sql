-- Deploy pgpm-inflection:schemas/inflection/procedures/underscore to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/strip_accents
-- requires: schemas/inflection/procedures/pg_slugify
-- requires: schemas/inflection/procedures/no_single_underscores

create function inflection.underscore(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  with words as (
    select pg_catalog.string_agg(
      case
        when part[1] is not null then pg_catalog.left(part[1], 1) || pg_catalog.lower(pg_catalog.substr(part[1], 2))
        when part[2] is not null then inflection.no_consecutive_caps_till_lower(part[2])
        else part[3]
      end,
      '' order by ordinality
    ) as str
    -- A run of capitals that ends a word, perhaps with the s of a plural; one that ends in the capital of the next
    -- word; anything else. The longest alternative counts.
    from pg_catalog.regexp_matches(
      inflection.strip_accents(underscore.str),
      '([A-Z]{2,}(?![A-Za-z])|[A-Z]{2,}s(?![a-z]))|([A-Z]{3,}(?!s(?![a-z]))[a-z])|([A-Z]|[^A-Z]+)',
      'g'
    ) with ordinality as piece (part, ordinality)
  ),
  split as (
    select pg_catalog.lower(
      pg_catalog.regexp_replace(inflection.pg_slugify(coalesce(words.str, '')), '([A-Z])', '_\1', 'g')
    ) as str
    from words
  ),
  joined as (
    select pg_catalog.regexp_replace(pg_catalog.regexp_replace(str, '_+', '_', 'g'), '^_', '') as str
    from split
  )
  -- An underscore at the end stays after a digit.
  select inflection.no_single_underscores(pg_catalog.regexp_replace(str, '([^0-9_])_$', '\1'))
  from joined;
$$;

comment on function inflection.underscore(text) is
  'The text in snake_case, ASCII where there is a letter for it: parseHTTPResponse, parse_http_response. Single '
  'letters join their neighbours, so that e_mail and email become the same.';

create function inflection.underscore(parts text[]) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select inflection.underscore(pg_catalog.array_to_string(parts, '_'));
$$;

comment on function inflection.underscore(text[]) is 'The parts that are not NULL, joined in snake_case.';

grant execute on function inflection.underscore(text) to public;
grant execute on function inflection.underscore(text[]) to public;
