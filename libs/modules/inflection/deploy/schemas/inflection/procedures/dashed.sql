-- Deploy pgpm-inflection:schemas/inflection/procedures/dashed to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/underscore

create function inflection.dashed(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select pg_catalog.replace(inflection.underscore(str), '_', '-');
$$;

comment on function inflection.dashed(text) is
  'The text in dashed-case, with the words of underscore(): userId, user-id.';

grant execute on function inflection.dashed(text) to public;
