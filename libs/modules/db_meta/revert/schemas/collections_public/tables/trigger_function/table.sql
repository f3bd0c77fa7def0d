-- Revert pgpm-db-meta:schemas/collections_public/tables/trigger_function/table from pg

drop table collections_public.trigger_function;
