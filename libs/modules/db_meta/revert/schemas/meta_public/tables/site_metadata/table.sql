-- Revert pgpm-db-meta:schemas/meta_public/tables/site_metadata/table from pg

drop table meta_public.site_metadata;
