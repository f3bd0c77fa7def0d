-- Verify pgpm-inflection:schemas/inflection/tables/inflection_rules/indexes/inflection_rules_type_idx on pg

select public.verify_index('inflection.inflection_rules', 'inflection_rules_type_idx');
