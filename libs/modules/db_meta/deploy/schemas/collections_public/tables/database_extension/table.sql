-- Deploy pgpm-db-meta:schemas/collections_public/tables/database_extension/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/extension/table
-- requires: schemas/collections_public/tables/database/table

create table collections_public.database_extension (
  name text not null,
  database_id uuid not null,
  constraint database_extension_pkey primary key (name),
  constraint database_extension_database_id_name_key unique (database_id, name),
  constraint ext_fkey foreign key (name) references collections_public.extension (name) on delete cascade,
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade
);

comment on table collections_public.database_extension is 'An extension of a database.';
comment on column collections_public.database_extension.name is
  'Name of the extension. It is the primary key: one database at most has an extension.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.database_extension is '@omit manyToMany';

create index database_extension_database_id_idx on collections_public.database_extension (database_id);

create trigger same_database
after update of database_id on collections_public.database_extension
for each row execute function collections_private.tg_same_database();

alter table collections_public.database_extension enable row level security;

create policy own on collections_public.database_extension to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.database_extension for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.database_extension to authenticated;
grant all on collections_public.database_extension to administrator;
