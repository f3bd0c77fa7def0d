-- Deploy pgpm-inflection:schemas/inflection/procedures/apply_rules to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/tables/inflection_rules/table
-- requires: schemas/inflection/procedures/should_skip_uncountable

create function inflection.apply_rules(str text, rule_type text) returns text
language plpgsql stable strict parallel safe
set search_path = ''
as $$
declare
  -- The last word: letters up to a hump of camel case. No English noun is longer than the part that is searched.
  word constant text := substring(
    pg_catalog.right(str, 64) from '(?:[[:upper:]]?[[:lower:]]+|[[:upper:]]*)$'
  );
  head constant text := pg_catalog.left(str, pg_catalog.length(str) - pg_catalog.length(word));
  rule record;
  matched boolean := false;
  inflected text;
  kept int;
  supplied text;
begin
  if inflection.should_skip_uncountable(pg_catalog.lower(word)) then
    return str;
  end if;

  -- One test after the other, so that none runs after the first match.
  for rule in
    select r.test, r.replacement
    from inflection.inflection_rules as r
    where r.type = rule_type
    order by r.position
  loop
    matched := word ~* rule.test;
    exit when matched;
  end loop;
  if not matched or rule.replacement is null then
    return str;
  end if;
  inflected := pg_catalog.regexp_replace(word, rule.test, rule.replacement, 'i');

  -- Letters that stay keep their case; those that the rule supplies follow the case of the input.
  kept := least(pg_catalog.length(word), pg_catalog.length(inflected));
  while pg_catalog.lower(pg_catalog.left(word, kept)) <> pg_catalog.lower(pg_catalog.left(inflected, kept)) loop
    kept := kept - 1;
  end loop;
  supplied := pg_catalog.substr(inflected, kept + 1);
  if pg_catalog.length(word) > 1 and str = pg_catalog.upper(str) and word <> pg_catalog.lower(word) then
    supplied := pg_catalog.upper(supplied);
  elsif kept = 0 and pg_catalog.left(word, 1) <> pg_catalog.lower(pg_catalog.left(word, 1)) then
    supplied := pg_catalog.upper(pg_catalog.left(supplied, 1)) || pg_catalog.substr(supplied, 2);
  end if;
  return head || pg_catalog.left(word, kept) || supplied;
end
$$;

comment on function inflection.apply_rules(text, text) is
  'The string with its last word changed by the first rule of the type that matches it; serves plural and singular.';

grant execute on function inflection.apply_rules(text, text) to public;
