-- Revert pgpm-db-meta:schemas/meta_public/tables/api_modules/table from pg

drop table meta_public.api_modules;
