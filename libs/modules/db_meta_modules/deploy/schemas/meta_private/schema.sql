-- Deploy pgpm-db-meta-modules:schemas/meta_private/schema to pg
-- requires: pgpm-db-meta:schemas/meta_public/tables/site_themes/table
-- requires: pgpm-default-roles:@0.0.5
-- requires: pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_id
-- requires: pgpm-verify:@0.1.0

-- Nothing to create: the schema meta_private belongs to db_meta. The change stands for it in requirements.
