-- Revert pgpm-verify:procedures/list_indexes from pg

drop function public.list_indexes(text, text);
