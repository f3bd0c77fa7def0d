-- Revert pgpm-db-meta:schemas/collections_public/tables/full_text_search/table from pg

drop table collections_public.full_text_search;
