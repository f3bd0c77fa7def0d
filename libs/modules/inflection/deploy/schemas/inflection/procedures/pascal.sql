-- Deploy pgpm-inflection:schemas/inflection/procedures/pascal to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/camel

create function inflection.pascal(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select pg_catalog.upper(pg_catalog.left(camel, 1)) || pg_catalog.substr(camel, 2)
  from inflection.camel(str) as camel;
$$;

comment on function inflection.pascal(text) is
  'The text in PascalCase, with the words of underscore(): user_id, UserId.';

grant execute on function inflection.pascal(text) to public;
