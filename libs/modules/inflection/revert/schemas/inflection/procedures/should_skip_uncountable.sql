-- Revert pgpm-inflection:schemas/inflection/procedures/should_skip_uncountable from pg

drop function inflection.should_skip_uncountable(text);
