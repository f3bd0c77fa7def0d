-- Revert pgpm-db-meta:schemas/collections_public/tables/rls_function/table from pg

drop table collections_public.rls_function;
