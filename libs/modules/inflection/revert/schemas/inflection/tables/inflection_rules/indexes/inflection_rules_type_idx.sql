-- Revert pgpm-inflection:schemas/inflection/tables/inflection_rules/indexes/inflection_rules_type_idx from pg

drop index inflection.inflection_rules_type_idx;
