-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/phone_numbers_module/table from pg

drop table meta_public.phone_numbers_module;
