-- Deploy pgpm-db-meta:schemas/collections_public/tables/schema/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table

create table collections_public.schema (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  name text not null,
  schema_name text not null,
  label text,
  description text,
  constraint schema_pkey primary key (id),
  constraint schema_database_id_name_key unique (database_id, name),
  constraint schema_schema_name_key unique (schema_name),
  constraint schema_namechk check (char_length(name) > 2),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade
);

comment on table collections_public.schema is 'A schema of a database.';
comment on column collections_public.schema.name is 'Name within the database.';
comment on column collections_public.schema.schema_name is 'Name in PostgreSQL, unique for all databases.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.schema is '@omit manyToMany';

create index schema_database_id_idx on collections_public.schema (database_id);

create trigger same_database
after update of database_id on collections_public.schema
for each row execute function collections_private.tg_same_database();

alter table collections_public.schema enable row level security;

create policy own on collections_public.schema to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.schema for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.schema to authenticated;
grant all on collections_public.schema to administrator;
