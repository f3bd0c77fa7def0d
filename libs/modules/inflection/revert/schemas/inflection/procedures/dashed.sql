-- Revert pgpm-inflection:schemas/inflection/procedures/dashed from pg

drop function inflection.dashed(text);
