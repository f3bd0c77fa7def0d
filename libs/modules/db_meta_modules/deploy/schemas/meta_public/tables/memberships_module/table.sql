-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/memberships_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.memberships_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  private_schema_id uuid not null default public.uuid_nil(),
  memberships_table_id uuid not null default public.uuid_nil(),
  memberships_table_name text not null default '',
  members_table_id uuid not null default public.uuid_nil(),
  members_table_name text not null default '',
  membership_defaults_table_id uuid not null default public.uuid_nil(),
  membership_defaults_table_name text not null default '',
  grants_table_id uuid not null default public.uuid_nil(),
  grants_table_name text not null default '',
  actor_table_id uuid not null default public.uuid_nil(),
  limits_table_id uuid not null default public.uuid_nil(),
  default_limits_table_id uuid not null default public.uuid_nil(),
  permissions_table_id uuid not null default public.uuid_nil(),
  default_permissions_table_id uuid not null default public.uuid_nil(),
  acl_table_id uuid not null default public.uuid_nil(),
  admin_grants_table_id uuid not null default public.uuid_nil(),
  admin_grants_table_name text not null default '',
  owner_grants_table_id uuid not null default public.uuid_nil(),
  owner_grants_table_name text not null default '',
  membership_type integer not null,
  entity_table_id uuid,
  entity_table_owner_id uuid,
  prefix text,
  actor_mask_check text not null default '',
  actor_perm_check text not null default '',
  entity_ids_by_mask text,
  entity_ids_by_perm text,
  entity_ids_function text,
  constraint memberships_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint private_schema_fkey foreign key (private_schema_id)
    references collections_public.schema (id) on delete cascade,
  constraint memberships_table_fkey foreign key (memberships_table_id)
    references collections_public.table (id) on delete cascade,
  constraint membership_defaults_table_fkey foreign key (membership_defaults_table_id)
    references collections_public.table (id) on delete cascade,
  constraint members_table_fkey foreign key (members_table_id)
    references collections_public.table (id) on delete cascade,
  constraint grants_table_fkey foreign key (grants_table_id)
    references collections_public.table (id) on delete cascade,
  constraint acl_table_fkey foreign key (acl_table_id) references collections_public.table (id) on delete cascade,
  constraint entity_table_fkey foreign key (entity_table_id)
    references collections_public.table (id) on delete cascade,
  constraint entity_table_owner_fkey foreign key (entity_table_owner_id)
    references collections_public.field (id) on delete cascade,
  constraint actor_table_fkey foreign key (actor_table_id) references collections_public.table (id) on delete cascade,
  constraint limits_table_fkey foreign key (limits_table_id)
    references collections_public.table (id) on delete cascade,
  constraint default_limits_table_fkey foreign key (default_limits_table_id)
    references collections_public.table (id) on delete cascade,
  constraint permissions_table_fkey foreign key (permissions_table_id)
    references collections_public.table (id) on delete cascade,
  constraint default_permissions_table_fkey foreign key (default_permissions_table_id)
    references collections_public.table (id) on delete cascade
);

comment on table meta_public.memberships_module is
  'Settings of a module of a database: memberships, and the rights that they give.';
comment on column meta_public.memberships_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.memberships_module.private_schema_id is 'Schema of what must not be shown.';
comment on column meta_public.memberships_module.memberships_table_name is 'Name of the table.';
comment on column meta_public.memberships_module.members_table_name is 'Name of the table.';
comment on column meta_public.memberships_module.membership_defaults_table_name is 'Name of the table.';
comment on column meta_public.memberships_module.grants_table_name is 'Name of the table.';
comment on column meta_public.memberships_module.actor_table_id is 'Table of who is a member.';
comment on column meta_public.memberships_module.acl_table_id is 'Table of what members may do.';
comment on column meta_public.memberships_module.admin_grants_table_name is 'Name of the table.';
comment on column meta_public.memberships_module.owner_grants_table_name is 'Name of the table.';
comment on column meta_public.memberships_module.membership_type is 'Level, as application, organisation or group.';
comment on column meta_public.memberships_module.entity_table_id is
  'Table of what one is a member of; NULL: the application.';
comment on column meta_public.memberships_module.entity_table_owner_id is 'Field of the entity that has its owner.';
comment on column meta_public.memberships_module.prefix is 'Prefix of generated names.';
comment on column meta_public.memberships_module.actor_mask_check is 'Name of a function.';
comment on column meta_public.memberships_module.actor_perm_check is 'Name of a function.';
comment on column meta_public.memberships_module.entity_ids_by_mask is 'Name of a function.';
comment on column meta_public.memberships_module.entity_ids_by_perm is 'Name of a function.';
comment on column meta_public.memberships_module.entity_ids_function is 'Name of a function.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint private_schema_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint memberships_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint membership_defaults_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint members_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint grants_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint acl_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint entity_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint entity_table_owner_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint actor_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint limits_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint default_limits_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint permissions_table_fkey on meta_public.memberships_module is '@omit manyToMany';
comment on constraint default_permissions_table_fkey on meta_public.memberships_module is '@omit manyToMany';

create index memberships_module_database_id_idx on meta_public.memberships_module (database_id);
create index memberships_module_schema_id_idx on meta_public.memberships_module (schema_id);
create index memberships_module_private_schema_id_idx on meta_public.memberships_module (private_schema_id);
create index memberships_module_memberships_table_id_idx on meta_public.memberships_module (memberships_table_id);
create index memberships_module_members_table_id_idx on meta_public.memberships_module (members_table_id);
create index memberships_module_membership_defaults_table_id_idx
on meta_public.memberships_module (membership_defaults_table_id);
create index memberships_module_grants_table_id_idx on meta_public.memberships_module (grants_table_id);
create index memberships_module_actor_table_id_idx on meta_public.memberships_module (actor_table_id);
create index memberships_module_limits_table_id_idx on meta_public.memberships_module (limits_table_id);
create index memberships_module_default_limits_table_id_idx on meta_public.memberships_module (default_limits_table_id);
create index memberships_module_permissions_table_id_idx on meta_public.memberships_module (permissions_table_id);
create index memberships_module_default_permissions_table_id_idx
on meta_public.memberships_module (default_permissions_table_id);
create index memberships_module_acl_table_id_idx on meta_public.memberships_module (acl_table_id);
create index memberships_module_entity_table_id_idx on meta_public.memberships_module (entity_table_id);
create index memberships_module_entity_table_owner_id_idx on meta_public.memberships_module (entity_table_owner_id);

create trigger same_database
after insert or update of database_id, schema_id, private_schema_id, memberships_table_id, members_table_id,
  membership_defaults_table_id, grants_table_id, actor_table_id, limits_table_id,
  default_limits_table_id, permissions_table_id, default_permissions_table_id, acl_table_id,
  admin_grants_table_id, owner_grants_table_id, entity_table_id, entity_table_owner_id
on meta_public.memberships_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'private_schema_id', 'collections_public.schema',
  'memberships_table_id', 'collections_public.table',
  'members_table_id', 'collections_public.table',
  'membership_defaults_table_id', 'collections_public.table',
  'grants_table_id', 'collections_public.table',
  'actor_table_id', 'collections_public.table',
  'limits_table_id', 'collections_public.table',
  'default_limits_table_id', 'collections_public.table',
  'permissions_table_id', 'collections_public.table',
  'default_permissions_table_id', 'collections_public.table',
  'acl_table_id', 'collections_public.table',
  'admin_grants_table_id', 'collections_public.table',
  'owner_grants_table_id', 'collections_public.table',
  'entity_table_id', 'collections_public.table',
  'entity_table_owner_id', 'collections_public.field'
);

alter table meta_public.memberships_module enable row level security;

create policy own on meta_public.memberships_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.memberships_module for select
using ((select collections_private.is_server()));

grant all on meta_public.memberships_module to administrator;
