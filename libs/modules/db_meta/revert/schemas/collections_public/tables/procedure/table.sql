-- Revert pgpm-db-meta:schemas/collections_public/tables/procedure/table from pg

drop table collections_public.procedure;
