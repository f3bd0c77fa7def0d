-- Revert pgpm-db-meta:schemas/meta_public/tables/site_themes/table from pg

drop table meta_public.site_themes;
