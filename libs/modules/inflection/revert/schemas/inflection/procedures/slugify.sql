-- Revert pgpm-inflection:schemas/inflection/procedures/slugify from pg

drop function inflection.slugify(text);
drop function inflection.slugify(text, boolean);
