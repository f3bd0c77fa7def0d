-- Revert pgpm-db-meta:schemas/meta_public/tables/sites/table from pg

drop table meta_public.sites;
