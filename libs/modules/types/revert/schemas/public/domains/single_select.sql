-- Revert pgpm-types:schemas/public/domains/single_select from pg

drop domain public.single_select;
