-- Revert pgpm-verify:procedures/get_entity_from_str from pg

drop function public.get_entity_from_str(text);
