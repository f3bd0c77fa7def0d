-- Revert pgpm-inflection:schemas/inflection/procedures/pg_slugify from pg

drop function inflection.pg_slugify(text);
drop function inflection.pg_slugify(text, boolean);
