-- Revert pgpm-inflection:schemas/inflection/procedures/strip_accents from pg

drop function inflection.strip_accents(text);
