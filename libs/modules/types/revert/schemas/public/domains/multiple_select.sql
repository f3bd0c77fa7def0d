-- Revert pgpm-types:schemas/public/domains/multiple_select from pg

drop domain public.multiple_select;
