-- Revert pgpm-verify:procedures/verify_constraint from pg

drop function public.verify_constraint(text, text);
