-- Revert pgpm-verify:procedures/verify_extension from pg

drop function public.verify_extension_installed(text);
drop function public.verify_extension(text);
