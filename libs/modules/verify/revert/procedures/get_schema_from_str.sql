-- Revert pgpm-verify:procedures/get_schema_from_str from pg

drop function public.get_schema_from_str(text);
