-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/tokens_module/table from pg

drop table meta_public.tokens_module;
