-- Revert pgpm-db-meta:schemas/meta_public/tables/apps/table from pg

drop table meta_public.apps;
