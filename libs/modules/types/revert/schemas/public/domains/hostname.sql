-- Revert pgpm-types:schemas/public/domains/hostname from pg

drop domain public.hostname;
