-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/apis/table from pg

-- Nothing to drop: the table meta_public.apis belongs to db_meta.
