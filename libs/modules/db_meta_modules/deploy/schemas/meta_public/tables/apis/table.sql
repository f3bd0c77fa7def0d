-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/apis/table to pg
-- requires: schemas/meta_public/schema

-- Nothing to create: the table meta_public.apis belongs to db_meta. The change stands for it in requirements.
