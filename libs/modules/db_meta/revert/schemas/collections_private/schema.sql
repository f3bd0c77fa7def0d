-- Revert pgpm-db-meta:schemas/collections_private/schema from pg

drop function collections_private.tg_same_database();

drop function collections_private.is_server();

drop schema collections_private;
