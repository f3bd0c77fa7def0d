-- Revert pgpm-types:schemas/public/domains/origin from pg

drop domain public.origin;
