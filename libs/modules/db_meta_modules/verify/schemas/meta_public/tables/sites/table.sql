-- Verify pgpm-db-meta-modules:schemas/meta_public/tables/sites/table on pg
-- pgpm: verify-always-passes db_meta has made the table meta_public.sites, the change only stands for it

select public.verify_table('meta_public.sites');
