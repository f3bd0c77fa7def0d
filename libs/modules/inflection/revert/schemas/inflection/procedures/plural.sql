-- Revert pgpm-inflection:schemas/inflection/procedures/plural from pg

drop function inflection.plural(text);
