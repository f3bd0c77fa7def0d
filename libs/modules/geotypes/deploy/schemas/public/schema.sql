-- Deploy pgpm-geotypes:schemas/public/schema to pg

-- Nothing to create: every database has the schema. The change stands for it in the requirements of the domains.
