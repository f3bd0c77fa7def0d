-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/invites_module/table from pg

drop table meta_public.invites_module;
