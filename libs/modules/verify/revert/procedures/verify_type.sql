-- Revert pgpm-verify:procedures/verify_type from pg

drop function public.verify_type(text);
