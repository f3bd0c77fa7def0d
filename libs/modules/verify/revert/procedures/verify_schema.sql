-- Revert pgpm-verify:procedures/verify_schema from pg

drop function public.verify_schema(text);
