-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/memberships_module/table from pg

drop table meta_public.memberships_module;
