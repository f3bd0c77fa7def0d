-- Revert pgpm-db-meta:schemas/collections_public/tables/policy/table from pg

drop table collections_public.policy;
