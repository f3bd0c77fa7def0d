-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/sites/table from pg

-- Nothing to drop: the table meta_public.sites belongs to db_meta.
