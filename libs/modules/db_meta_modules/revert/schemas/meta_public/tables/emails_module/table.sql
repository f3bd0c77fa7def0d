-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/emails_module/table from pg

drop table meta_public.emails_module;
