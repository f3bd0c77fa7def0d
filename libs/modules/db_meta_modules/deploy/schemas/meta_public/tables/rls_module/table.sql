-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/rls_module/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/apis/table

create table meta_public.rls_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  api_id uuid not null default public.uuid_nil(),
  schema_id uuid not null default public.uuid_nil(),
  private_schema_id uuid not null default public.uuid_nil(),
  tokens_table_id uuid not null default public.uuid_nil(),
  users_table_id uuid not null default public.uuid_nil(),
  authenticate text not null default 'authenticate',
  authenticate_strict text not null default 'authenticate_strict',
  "current_role" text not null default 'current_user',
  current_role_id text not null default 'current_user_id',
  constraint rls_module_pkey primary key (id),
  constraint api_id_uniq unique (api_id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint api_fkey foreign key (api_id) references meta_public.apis (id) on delete cascade,
  constraint tokens_table_fkey foreign key (tokens_table_id)
    references collections_public.table (id) on delete cascade,
  constraint users_table_fkey foreign key (users_table_id) references collections_public.table (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint pschema_fkey foreign key (private_schema_id) references collections_public.schema (id) on delete cascade
);

comment on table meta_public.rls_module is 'Settings of a module of a database: who makes a request to an API.';
comment on column meta_public.rls_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.rls_module.private_schema_id is 'Schema of what must not be shown.';
comment on column meta_public.rls_module.authenticate is
  'Name of the function of the private schema that checks a token.';
comment on column meta_public.rls_module.authenticate_strict is
  'Name of the function of the private schema that checks a token, or fails.';
comment on column meta_public.rls_module."current_role" is 'Name of the function that gives the user.';
comment on column meta_public.rls_module.current_role_id is 'Name of the function that gives the id of the user.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.rls_module is '@omit';
comment on constraint api_fkey on meta_public.rls_module is '@omit manyToMany';
comment on constraint tokens_table_fkey on meta_public.rls_module is '@omit';
comment on constraint users_table_fkey on meta_public.rls_module is '@omit';
comment on constraint schema_fkey on meta_public.rls_module is '@omit manyToMany';
comment on constraint pschema_fkey on meta_public.rls_module is '@omit manyToMany';

create index rls_module_database_id_idx on meta_public.rls_module (database_id);
create index rls_module_schema_id_idx on meta_public.rls_module (schema_id);
create index rls_module_private_schema_id_idx on meta_public.rls_module (private_schema_id);
create index rls_module_tokens_table_id_idx on meta_public.rls_module (tokens_table_id);
create index rls_module_users_table_id_idx on meta_public.rls_module (users_table_id);

create trigger same_database
after insert or update of database_id, api_id, schema_id, private_schema_id, tokens_table_id, users_table_id
on meta_public.rls_module
for each row execute function collections_private.tg_same_database(
  'api_id', 'meta_public.apis',
  'schema_id', 'collections_public.schema',
  'private_schema_id', 'collections_public.schema',
  'tokens_table_id', 'collections_public.table',
  'users_table_id', 'collections_public.table'
);

alter table meta_public.rls_module enable row level security;

create policy own on meta_public.rls_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.rls_module for select
using ((select collections_private.is_server()));

grant all on meta_public.rls_module to administrator;
