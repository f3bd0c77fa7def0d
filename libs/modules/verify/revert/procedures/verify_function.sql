-- Revert pgpm-verify:procedures/verify_function from pg

drop function public.verify_function(text, text);
