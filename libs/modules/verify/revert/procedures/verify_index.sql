-- Revert pgpm-verify:procedures/verify_index from pg

drop function public.verify_index(text, text);
