-- Revert pgpm-db-meta-modules:schemas/meta_private/schema from pg

-- Nothing to drop: the schema meta_private belongs to db_meta.
