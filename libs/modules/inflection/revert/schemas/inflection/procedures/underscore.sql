-- Revert pgpm-inflection:schemas/inflection/procedures/underscore from pg

drop function inflection.underscore(text[]);
drop function inflection.underscore(text);
