-- Revert pgpm-inflection:schemas/inflection/procedures/uncountable_words from pg

drop function inflection.uncountable_words();
