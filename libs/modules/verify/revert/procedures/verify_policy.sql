-- Revert pgpm-verify:procedures/verify_policy from pg

drop function public.verify_policy(text, text);
