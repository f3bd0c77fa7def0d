-- Revert pgpm-geotypes:schemas/public/domains/geopolygon from pg

drop domain public.geopolygon;
