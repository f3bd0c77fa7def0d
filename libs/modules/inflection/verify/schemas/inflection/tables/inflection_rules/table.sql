-- Verify pgpm-inflection:schemas/inflection/tables/inflection_rules/table on pg

select public.verify_table('inflection.inflection_rules');

select id, type, test, replacement, position
from inflection.inflection_rules
where false;

do $$
begin
  if not pg_catalog.has_table_privilege('public', 'inflection.inflection_rules', 'select') then
    raise exception 'everybody must be able to read inflection.inflection_rules';
  end if;
end
$$;
