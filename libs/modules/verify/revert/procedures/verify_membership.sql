-- Revert pgpm-verify:procedures/verify_membership from pg

drop function public.verify_membership(text, text);
