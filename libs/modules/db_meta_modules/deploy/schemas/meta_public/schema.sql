-- Deploy pgpm-db-meta-modules:schemas/meta_public/schema to pg
-- requires: schemas/meta_private/schema

-- Nothing to create: the schema meta_public belongs to db_meta. The change stands for it in requirements.
