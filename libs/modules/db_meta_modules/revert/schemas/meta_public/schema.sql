-- Revert pgpm-db-meta-modules:schemas/meta_public/schema from pg

-- Nothing to drop: the schema meta_public belongs to db_meta.
