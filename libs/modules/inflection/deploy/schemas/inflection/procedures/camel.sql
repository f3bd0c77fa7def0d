-- Deploy pgpm-inflection:schemas/inflection/procedures/camel to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/underscore

create function inflection.camel(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select coalesce(
    pg_catalog.string_agg(
      case
        when position = 1 then word
        else pg_catalog.upper(pg_catalog.left(word, 1)) || pg_catalog.substr(word, 2)
      end,
      '' order by position
    ),
    ''
  )
  from pg_catalog.string_to_table(inflection.underscore(str), '_') with ordinality as part (word, position);
$$;

comment on function inflection.camel(text) is 'The text in camelCase, with the words of underscore(): user_id, userId.';

grant execute on function inflection.camel(text) to public;
