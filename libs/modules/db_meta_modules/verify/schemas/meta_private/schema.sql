-- Verify pgpm-db-meta-modules:schemas/meta_private/schema on pg
-- pgpm: verify-always-passes db_meta has made the schema meta_private, the change only stands for it

select public.verify_schema('meta_private');
