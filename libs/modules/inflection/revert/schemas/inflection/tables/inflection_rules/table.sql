-- Revert pgpm-inflection:schemas/inflection/tables/inflection_rules/table from pg

drop table inflection.inflection_rules;
