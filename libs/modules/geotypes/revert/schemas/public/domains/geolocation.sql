-- Revert pgpm-geotypes:schemas/public/domains/geolocation from pg

drop domain public.geolocation;
