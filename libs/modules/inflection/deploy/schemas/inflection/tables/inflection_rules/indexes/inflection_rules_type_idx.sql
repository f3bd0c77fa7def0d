-- Deploy pgpm-inflection:schemas/inflection/tables/inflection_rules/indexes/inflection_rules_type_idx to pg
-- requires: schemas/inflection/schema
-- requires: schemas/inflection/tables/inflection_rules/table

create index inflection_rules_type_idx on inflection.inflection_rules using btree (type);
