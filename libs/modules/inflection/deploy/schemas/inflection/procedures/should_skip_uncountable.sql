-- Deploy pgpm-inflection:schemas/inflection/procedures/should_skip_uncountable to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/procedures/uncountable_words

create function inflection.should_skip_uncountable(str text) returns boolean
language sql immutable strict parallel safe
set search_path = ''
as $$
  select str = any (inflection.uncountable_words());
$$;

comment on function inflection.should_skip_uncountable(text) is
  'Whether uncountable_words() has exactly this word, in lower case.';

grant execute on function inflection.should_skip_uncountable(text) to public;
