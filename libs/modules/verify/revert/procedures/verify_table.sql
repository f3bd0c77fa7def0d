-- Revert pgpm-verify:procedures/verify_table from pg

drop function public.verify_table(text);
