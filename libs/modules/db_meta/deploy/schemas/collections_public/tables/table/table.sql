-- Deploy pgpm-db-meta:schemas/collections_public/tables/table/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/collections_public/tables/schema/table

create table collections_public.table (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  schema_id uuid not null,
  name text not null,
  label text,
  description text,
  smart_tags jsonb,
  is_system boolean default false,
  use_rls boolean not null default false,
  timestamps boolean not null default false,
  peoplestamps boolean not null default false,
  plural_name text,
  singular_name text,
  inherits_id uuid,
  constraint table_pkey primary key (id),
  constraint table_database_id_name_key unique (database_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint table_inherits_id_fkey foreign key (inherits_id) references collections_public.table (id)
);

comment on table collections_public.table is 'A table of a schema.';
comment on column collections_public.table.name is
  'Unique within the database; singular and plural count as the same name.';
comment on column collections_public.table.smart_tags is 'Tags for the GraphQL layer.';
comment on column collections_public.table.use_rls is 'Whether row level security is on.';
comment on column collections_public.table.timestamps is 'Whether it has created_at and updated_at.';
comment on column collections_public.table.peoplestamps is 'Whether it has created_by and updated_by.';
comment on column collections_public.table.inherits_id is 'Table that it inherits from.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.table is '@omit manyToMany';
comment on constraint schema_fkey on collections_public.table is '@omit manyToMany';

create index table_schema_id_idx on collections_public.table (schema_id);
create index table_database_id_idx on collections_public.table (database_id);
create index table_inherits_id_idx on collections_public.table (inherits_id);

create trigger same_database
after insert or update of database_id, schema_id, inherits_id on collections_public.table
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'inherits_id', 'collections_public.table'
);

alter table collections_public.table enable row level security;

create policy own on collections_public.table to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.table for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.table to authenticated;
grant all on collections_public.table to administrator;
