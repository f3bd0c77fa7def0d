-- Revert pgpm-db-meta:schemas/collections_public/schema from pg

drop schema collections_public;
