-- Revert pgpm-inflection:schemas/inflection/procedures/no_single_underscores from pg

drop function inflection.no_single_underscores(text);
drop function inflection.no_single_underscores_in_middle(text);
drop function inflection.no_single_underscores_at_end(text);
drop function inflection.no_single_underscores_in_beginning(text);
