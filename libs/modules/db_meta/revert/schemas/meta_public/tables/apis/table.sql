-- Revert pgpm-db-meta:schemas/meta_public/tables/apis/table from pg

drop table meta_public.apis;
