-- Deploy pgpm-inflection:schemas/inflection/procedures/underscore to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/pg_slugify
-- requires: schemas/inflection/procedures/no_single_underscores

create function inflection.underscore(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  with words as (
    select pg_catalog.lower(
      pg_catalog.regexp_replace(inflection.pg_slugify(underscore.str), '([A-Z])', '_\1', 'g')
    ) as str
  ),
  joined as (
    select pg_catalog.regexp_replace(pg_catalog.regexp_replace(str, '_+', '_', 'g'), '^_', '') as str
    from words
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
