-- Revert pgpm-types:schemas/public/domains/image from pg

drop domain public.image;
