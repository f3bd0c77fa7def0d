-- Revert pgpm-verify:procedures/verify_domain from pg

drop function public.verify_domain(text);
