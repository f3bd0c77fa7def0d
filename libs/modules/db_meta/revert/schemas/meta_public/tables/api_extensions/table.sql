-- Revert pgpm-db-meta:schemas/meta_public/tables/api_extensions/table from pg

drop table meta_public.api_extensions;
