-- Revert pgpm-db-meta:schemas/collections_public/tables/schema_grant/table from pg

drop table collections_public.schema_grant;
