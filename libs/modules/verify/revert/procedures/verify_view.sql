-- Revert pgpm-verify:procedures/verify_view from pg

drop function public.verify_view(text);
