-- Revert pgpm-inflection:schemas/inflection/procedures/camel from pg

drop function inflection.camel(text);
