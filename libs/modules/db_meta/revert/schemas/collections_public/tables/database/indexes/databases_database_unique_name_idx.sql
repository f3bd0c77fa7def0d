-- Revert pgpm-db-meta:schemas/collections_public/tables/database/indexes/databases_database_unique_name_idx from pg

drop index collections_public.databases_database_unique_name_idx;

drop function collections_private.database_name_hash(text);

drop function collections_private.plural(text);
