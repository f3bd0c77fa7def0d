-- Verify pgpm-db-meta-modules:schemas/meta_public/schema on pg
-- pgpm: verify-always-passes db_meta has made the schema meta_public, the change only stands for it

select public.verify_schema('meta_public');
