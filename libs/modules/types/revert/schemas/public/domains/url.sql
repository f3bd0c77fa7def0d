-- Revert pgpm-types:schemas/public/domains/url from pg

drop domain public.url;
