-- Deploy pgpm-inflection:schemas/inflection/procedures/plural to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/tables/inflection_rules/table
-- requires: schemas/inflection/procedures/apply_rules

create function inflection.plural(str text) returns text
language sql stable strict parallel safe
set search_path = ''
as $$
  select inflection.apply_rules(str, 'plural');
$$;

comment on function inflection.plural(text) is
  'The string with its last word in the plural, by the rules of inflection_rules: user_address, user_addresses. '
  'Stable, not immutable: the rules can be changed.';

grant execute on function inflection.plural(text) to public;
