-- Revert pgpm-db-meta:schemas/collections_public/tables/limit_function/table from pg

drop table collections_public.limit_function;
