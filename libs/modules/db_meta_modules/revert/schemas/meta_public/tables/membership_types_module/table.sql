-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/membership_types_module/table from pg

drop table meta_public.membership_types_module;
