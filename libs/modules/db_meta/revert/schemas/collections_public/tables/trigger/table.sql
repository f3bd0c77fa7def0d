-- Revert pgpm-db-meta:schemas/collections_public/tables/trigger/table from pg

drop table collections_public.trigger;
