-- Revert pgpm-verify:procedures/verify_role from pg

drop function public.verify_role(text);
