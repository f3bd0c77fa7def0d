-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/membership_types_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.membership_types_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  table_id uuid not null default public.uuid_nil(),
  table_name text not null default 'membership_types',
  constraint membership_types_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table meta_public.membership_types_module is 'Settings of a module of a database: types of membership.';
comment on column meta_public.membership_types_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.membership_types_module.table_name is 'Name of the table.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.membership_types_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.membership_types_module is '@omit manyToMany';
comment on constraint table_fkey on meta_public.membership_types_module is '@omit manyToMany';

create index membership_types_module_database_id_idx on meta_public.membership_types_module (database_id);
create index membership_types_module_schema_id_idx on meta_public.membership_types_module (schema_id);
create index membership_types_module_table_id_idx on meta_public.membership_types_module (table_id);

create trigger same_database
after insert or update of database_id, schema_id, table_id on meta_public.membership_types_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'table_id', 'collections_public.table'
);

alter table meta_public.membership_types_module enable row level security;

create policy own on meta_public.membership_types_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.membership_types_module for select
using ((select collections_private.is_server()));

grant all on meta_public.membership_types_module to administrator;
