-- Revert pgpm-inflection:schemas/inflection/procedures/apply_rules from pg

drop function inflection.apply_rules(text, text);
