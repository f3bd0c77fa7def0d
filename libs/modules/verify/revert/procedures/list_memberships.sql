-- Revert pgpm-verify:procedures/list_memberships from pg

drop function public.list_memberships(text);
