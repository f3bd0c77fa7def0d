-- Revert pgpm-verify:procedures/verify_table_grant from pg

drop function public.verify_table_grant(text, text, text);
