-- Revert pgpm-db-meta:schemas/meta_public/tables/domains/table from pg

drop trigger release_host_names on collections_public.database;

drop function meta_private.tg_release_host_names();

drop table meta_public.domains;

drop function meta_private.tg_claim_host_name();

drop table meta_private.host_names;
