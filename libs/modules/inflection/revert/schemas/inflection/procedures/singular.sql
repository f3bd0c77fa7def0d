-- Revert pgpm-inflection:schemas/inflection/procedures/singular from pg

drop function inflection.singular(text);
