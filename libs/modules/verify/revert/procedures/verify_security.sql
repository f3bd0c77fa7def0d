-- Revert pgpm-verify:procedures/verify_security from pg

drop function public.verify_security(text);
