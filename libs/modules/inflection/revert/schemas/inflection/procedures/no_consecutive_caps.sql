-- Revert pgpm-inflection:schemas/inflection/procedures/no_consecutive_caps from pg

drop function inflection.no_consecutive_caps(text);
drop function inflection.no_consecutive_caps_till_lower(text);
drop function inflection.no_consecutive_caps_till_end(text);
