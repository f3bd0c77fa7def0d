-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/invites_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.invites_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  private_schema_id uuid not null default public.uuid_nil(),
  emails_table_id uuid not null default public.uuid_nil(),
  users_table_id uuid not null default public.uuid_nil(),
  invites_table_id uuid not null default public.uuid_nil(),
  claimed_invites_table_id uuid not null default public.uuid_nil(),
  invites_table_name text not null default '',
  claimed_invites_table_name text not null default '',
  submit_invite_code_function text not null default '',
  prefix text,
  membership_type integer not null,
  entity_table_id uuid,
  constraint invites_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint invites_table_fkey foreign key (invites_table_id)
    references collections_public.table (id) on delete cascade,
  constraint emails_table_fkey foreign key (emails_table_id)
    references collections_public.table (id) on delete cascade,
  constraint users_table_fkey foreign key (users_table_id) references collections_public.table (id) on delete cascade,
  constraint entity_table_fkey foreign key (entity_table_id)
    references collections_public.table (id) on delete cascade,
  constraint claimed_invites_table_fkey foreign key (claimed_invites_table_id)
    references collections_public.table (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint pschema_fkey foreign key (private_schema_id) references collections_public.schema (id) on delete cascade
);

comment on table meta_public.invites_module is 'Settings of a module of a database: invitations.';
comment on column meta_public.invites_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.invites_module.private_schema_id is 'Schema of what must not be shown.';
comment on column meta_public.invites_module.invites_table_name is 'Name of the table.';
comment on column meta_public.invites_module.claimed_invites_table_name is 'Name of the table.';
comment on column meta_public.invites_module.submit_invite_code_function is 'Name of the function that redeems a code.';
comment on column meta_public.invites_module.prefix is 'Prefix of generated names.';
comment on column meta_public.invites_module.membership_type is 'Level, as application, organisation or group.';
comment on column meta_public.invites_module.entity_table_id is
  'Table of what one is a member of; NULL: the application.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.invites_module is '@omit manyToMany';
comment on constraint invites_table_fkey on meta_public.invites_module is '@omit manyToMany';
comment on constraint emails_table_fkey on meta_public.invites_module is '@omit manyToMany';
comment on constraint users_table_fkey on meta_public.invites_module is '@omit manyToMany';
comment on constraint claimed_invites_table_fkey on meta_public.invites_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.invites_module is '@omit manyToMany';
comment on constraint pschema_fkey on meta_public.invites_module is '@omit manyToMany';

create index invites_module_database_id_idx on meta_public.invites_module (database_id);
create index invites_module_schema_id_idx on meta_public.invites_module (schema_id);
create index invites_module_private_schema_id_idx on meta_public.invites_module (private_schema_id);
create index invites_module_emails_table_id_idx on meta_public.invites_module (emails_table_id);
create index invites_module_users_table_id_idx on meta_public.invites_module (users_table_id);
create index invites_module_invites_table_id_idx on meta_public.invites_module (invites_table_id);
create index invites_module_claimed_invites_table_id_idx on meta_public.invites_module (claimed_invites_table_id);
create index invites_module_entity_table_id_idx on meta_public.invites_module (entity_table_id);

create trigger same_database
after insert or update of database_id, schema_id, private_schema_id, emails_table_id, users_table_id, invites_table_id,
  claimed_invites_table_id, entity_table_id
on meta_public.invites_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'private_schema_id', 'collections_public.schema',
  'emails_table_id', 'collections_public.table',
  'users_table_id', 'collections_public.table',
  'invites_table_id', 'collections_public.table',
  'claimed_invites_table_id', 'collections_public.table',
  'entity_table_id', 'collections_public.table'
);

alter table meta_public.invites_module enable row level security;

create policy own on meta_public.invites_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.invites_module for select
using ((select collections_private.is_server()));

grant all on meta_public.invites_module to administrator;
