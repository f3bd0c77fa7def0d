-- Deploy pgpm-db-meta:schemas/collections_public/tables/table/indexes/databases_table_unique_name_idx to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_private/schema
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/database/indexes/databases_database_unique_name_idx

create function collections_private.table_name_hash(name text) returns bytea
language sql immutable parallel safe
return decode(md5(collections_private.plural(name)), 'hex');

comment on function collections_private.table_name_hash(text) is
  'Hash of the plural of the name, in lower case: names with the same hash count as the same.';

grant execute on function collections_private.table_name_hash(text) to public;

create unique index databases_table_unique_name_idx
on collections_public.table (database_id, collections_private.table_name_hash(name));
