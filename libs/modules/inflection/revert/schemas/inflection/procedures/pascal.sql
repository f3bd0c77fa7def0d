-- Revert pgpm-inflection:schemas/inflection/procedures/pascal from pg

drop function inflection.pascal(text);
