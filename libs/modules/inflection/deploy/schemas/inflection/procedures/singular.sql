-- Deploy pgpm-inflection:schemas/inflection/procedures/singular to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/tables/inflection_rules/table
-- requires: schemas/inflection/procedures/apply_rules

create function inflection.singular(str text) returns text
language sql stable strict parallel safe
set search_path = ''
as $$
  select inflection.apply_rules(str, 'singular');
$$;

comment on function inflection.singular(text) is
  'The string with its last word in the singular, by the rules of inflection_rules: user_addresses, user_address. '
  'Stable, not immutable: the rules can be changed.';

grant execute on function inflection.singular(text) to public;
