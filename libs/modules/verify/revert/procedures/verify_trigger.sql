-- Revert pgpm-verify:procedures/verify_trigger from pg

drop function public.verify_trigger(text);
