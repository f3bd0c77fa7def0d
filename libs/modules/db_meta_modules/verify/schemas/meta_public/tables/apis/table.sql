-- Verify pgpm-db-meta-modules:schemas/meta_public/tables/apis/table on pg
-- pgpm: verify-always-passes db_meta has made the table meta_public.apis, the change only stands for it

select public.verify_table('meta_public.apis');
