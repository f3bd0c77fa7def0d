-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/field_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.field_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  private_schema_id uuid not null default public.uuid_nil(),
  table_id uuid not null default public.uuid_nil(),
  field_id uuid not null default public.uuid_nil(),
  data jsonb not null default '{}',
  triggers text[],
  functions text[],
  constraint field_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade,
  constraint field_fkey foreign key (field_id) references collections_public.field (id) on delete cascade,
  constraint private_schema_fkey foreign key (private_schema_id)
    references collections_public.schema (id) on delete cascade
);

comment on table meta_public.field_module is
  'Settings of a module of a database: a field that triggers and functions fill.';
comment on column meta_public.field_module.private_schema_id is 'Schema of what must not be shown.';
comment on column meta_public.field_module.data is 'Settings.';
comment on column meta_public.field_module.triggers is 'Names of the triggers.';
comment on column meta_public.field_module.functions is 'Names of the functions.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.field_module is '@omit manyToMany';
comment on constraint table_fkey on meta_public.field_module is '@omit manyToMany';
comment on constraint field_fkey on meta_public.field_module is '@omit manyToMany';
comment on constraint private_schema_fkey on meta_public.field_module is '@omit manyToMany';

create index field_module_database_id_idx on meta_public.field_module (database_id);
create index field_module_private_schema_id_idx on meta_public.field_module (private_schema_id);
create index field_module_table_id_idx on meta_public.field_module (table_id);
create index field_module_field_id_idx on meta_public.field_module (field_id);

create trigger same_database
after insert or update of database_id, private_schema_id, table_id, field_id on meta_public.field_module
for each row execute function collections_private.tg_same_database(
  'private_schema_id', 'collections_public.schema',
  'table_id', 'collections_public.table',
  'field_id', 'collections_public.field'
);

alter table meta_public.field_module enable row level security;

create policy own on meta_public.field_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.field_module for select
using ((select collections_private.is_server()));

grant all on meta_public.field_module to administrator;
