-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/uuid_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.uuid_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  uuid_function text not null default 'uuid_generate_v4',
  uuid_seed text not null,
  constraint uuid_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade
);

comment on table meta_public.uuid_module is 'Settings of a module of a database: UUIDs that are made with a seed.';
comment on column meta_public.uuid_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.uuid_module.uuid_function is 'Name of the function.';
comment on column meta_public.uuid_module.uuid_seed is 'Seed of the database.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.uuid_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.uuid_module is '@omit manyToMany';

create index uuid_module_database_id_idx on meta_public.uuid_module (database_id);
create index uuid_module_schema_id_idx on meta_public.uuid_module (schema_id);

create trigger same_database
after insert or update of database_id, schema_id on meta_public.uuid_module
for each row execute function collections_private.tg_same_database('schema_id', 'collections_public.schema');

alter table meta_public.uuid_module enable row level security;

create policy own on meta_public.uuid_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.uuid_module for select
using ((select collections_private.is_server()));

grant all on meta_public.uuid_module to administrator;
