-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/sites/table to pg
-- requires: schemas/meta_public/schema

-- Nothing to create: the table meta_public.sites belongs to db_meta. The change stands for it in requirements.
