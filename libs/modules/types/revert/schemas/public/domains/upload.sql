-- Revert pgpm-types:schemas/public/domains/upload from pg

drop domain public.upload;
