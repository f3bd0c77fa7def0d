-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/permissions_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.permissions_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  private_schema_id uuid not null default public.uuid_nil(),
  table_id uuid not null default public.uuid_nil(),
  table_name text not null default '',
  default_table_id uuid not null default public.uuid_nil(),
  default_table_name text not null default '',
  bitlen integer not null default 24,
  membership_type integer not null,
  entity_table_id uuid,
  actor_table_id uuid not null default public.uuid_nil(),
  prefix text,
  get_padded_mask text not null default '',
  get_mask text not null default '',
  get_by_mask text not null default '',
  get_mask_by_name text not null default '',
  constraint permissions_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint private_schema_fkey foreign key (private_schema_id)
    references collections_public.schema (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade,
  constraint default_table_fkey foreign key (default_table_id)
    references collections_public.table (id) on delete cascade,
  constraint entity_table_fkey foreign key (entity_table_id)
    references collections_public.table (id) on delete cascade,
  constraint actor_table_fkey foreign key (actor_table_id) references collections_public.table (id) on delete cascade
);

comment on table meta_public.permissions_module is 'Settings of a module of a database: permissions as bits of a mask.';
comment on column meta_public.permissions_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.permissions_module.private_schema_id is 'Schema of what must not be shown.';
comment on column meta_public.permissions_module.table_name is 'Name of the table.';
comment on column meta_public.permissions_module.default_table_id is 'Table of the default permissions.';
comment on column meta_public.permissions_module.default_table_name is 'Name of the table.';
comment on column meta_public.permissions_module.bitlen is 'Length of the mask, in bits.';
comment on column meta_public.permissions_module.membership_type is 'Level, as application, organisation or group.';
comment on column meta_public.permissions_module.entity_table_id is
  'Table of what one is a member of; NULL: the application.';
comment on column meta_public.permissions_module.actor_table_id is 'Table of who is a member.';
comment on column meta_public.permissions_module.prefix is 'Prefix of generated names.';
comment on column meta_public.permissions_module.get_padded_mask is 'Name of a function.';
comment on column meta_public.permissions_module.get_mask is 'Name of a function.';
comment on column meta_public.permissions_module.get_by_mask is 'Name of a function.';
comment on column meta_public.permissions_module.get_mask_by_name is 'Name of a function.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.permissions_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.permissions_module is '@omit manyToMany';
comment on constraint private_schema_fkey on meta_public.permissions_module is '@omit manyToMany';
comment on constraint table_fkey on meta_public.permissions_module is '@omit manyToMany';
comment on constraint default_table_fkey on meta_public.permissions_module is '@omit manyToMany';
comment on constraint actor_table_fkey on meta_public.permissions_module is '@omit manyToMany';

create index permissions_module_database_id_idx on meta_public.permissions_module (database_id);
create index permissions_module_schema_id_idx on meta_public.permissions_module (schema_id);
create index permissions_module_private_schema_id_idx on meta_public.permissions_module (private_schema_id);
create index permissions_module_table_id_idx on meta_public.permissions_module (table_id);
create index permissions_module_default_table_id_idx on meta_public.permissions_module (default_table_id);
create index permissions_module_entity_table_id_idx on meta_public.permissions_module (entity_table_id);
create index permissions_module_actor_table_id_idx on meta_public.permissions_module (actor_table_id);

create trigger same_database
after insert or update of database_id, schema_id, private_schema_id, table_id, default_table_id, entity_table_id,
  actor_table_id
on meta_public.permissions_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'private_schema_id', 'collections_public.schema',
  'table_id', 'collections_public.table',
  'default_table_id', 'collections_public.table',
  'entity_table_id', 'collections_public.table',
  'actor_table_id', 'collections_public.table'
);

alter table meta_public.permissions_module enable row level security;

create policy own on meta_public.permissions_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.permissions_module for select
using ((select collections_private.is_server()));

grant all on meta_public.permissions_module to administrator;
