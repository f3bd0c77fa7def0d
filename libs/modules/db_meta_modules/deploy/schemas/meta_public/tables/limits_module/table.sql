-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/limits_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.limits_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  private_schema_id uuid not null default public.uuid_nil(),
  table_id uuid not null default public.uuid_nil(),
  table_name text not null default '',
  default_table_id uuid not null default public.uuid_nil(),
  default_table_name text not null default '',
  limit_increment_function text not null default '',
  limit_decrement_function text not null default '',
  limit_increment_trigger text not null default '',
  limit_decrement_trigger text not null default '',
  limit_update_trigger text not null default '',
  limit_check_function text not null default '',
  prefix text,
  membership_type integer not null,
  entity_table_id uuid,
  actor_table_id uuid not null default public.uuid_nil(),
  constraint limits_module_pkey primary key (id),
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

comment on table meta_public.limits_module is 'Settings of a module of a database: limits of the number of rows.';
comment on column meta_public.limits_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.limits_module.private_schema_id is 'Schema of what must not be shown.';
comment on column meta_public.limits_module.table_name is 'Name of the table.';
comment on column meta_public.limits_module.default_table_id is 'Table of the default limits.';
comment on column meta_public.limits_module.default_table_name is 'Name of the table.';
comment on column meta_public.limits_module.limit_increment_function is 'Name of the function that counts up.';
comment on column meta_public.limits_module.limit_decrement_function is 'Name of the function that counts down.';
comment on column meta_public.limits_module.limit_increment_trigger is 'Name of the trigger that counts up.';
comment on column meta_public.limits_module.limit_decrement_trigger is 'Name of the trigger that counts down.';
comment on column meta_public.limits_module.limit_update_trigger is 'Name of the trigger for updates.';
comment on column meta_public.limits_module.limit_check_function is 'Name of the function that checks a limit.';
comment on column meta_public.limits_module.prefix is 'Prefix of generated names.';
comment on column meta_public.limits_module.membership_type is 'Level, as application, organisation or group.';
comment on column meta_public.limits_module.entity_table_id is
  'Table of what one is a member of; NULL: the application.';
comment on column meta_public.limits_module.actor_table_id is 'Table of who is a member.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.limits_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.limits_module is '@omit manyToMany';
comment on constraint private_schema_fkey on meta_public.limits_module is '@omit manyToMany';
comment on constraint table_fkey on meta_public.limits_module is '@omit manyToMany';
comment on constraint default_table_fkey on meta_public.limits_module is '@omit manyToMany';
comment on constraint actor_table_fkey on meta_public.limits_module is '@omit manyToMany';

create index limits_module_database_id_idx on meta_public.limits_module (database_id);
create index limits_module_schema_id_idx on meta_public.limits_module (schema_id);
create index limits_module_private_schema_id_idx on meta_public.limits_module (private_schema_id);
create index limits_module_table_id_idx on meta_public.limits_module (table_id);
create index limits_module_default_table_id_idx on meta_public.limits_module (default_table_id);
create index limits_module_entity_table_id_idx on meta_public.limits_module (entity_table_id);
create index limits_module_actor_table_id_idx on meta_public.limits_module (actor_table_id);

create trigger same_database
after insert or update of database_id, schema_id, private_schema_id, table_id, default_table_id, entity_table_id,
  actor_table_id
on meta_public.limits_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'private_schema_id', 'collections_public.schema',
  'table_id', 'collections_public.table',
  'default_table_id', 'collections_public.table',
  'entity_table_id', 'collections_public.table',
  'actor_table_id', 'collections_public.table'
);

alter table meta_public.limits_module enable row level security;

create policy own on meta_public.limits_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.limits_module for select
using ((select collections_private.is_server()));

grant all on meta_public.limits_module to administrator;
