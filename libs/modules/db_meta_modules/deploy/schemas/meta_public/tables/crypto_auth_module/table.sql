-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/crypto_auth_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.crypto_auth_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  users_table_id uuid not null default public.uuid_nil(),
  tokens_table_id uuid not null default public.uuid_nil(),
  secrets_table_id uuid not null default public.uuid_nil(),
  addresses_table_id uuid not null default public.uuid_nil(),
  user_field text not null,
  crypto_network text not null default 'BTC',
  sign_in_request_challenge text not null default 'sign_in_request_challenge',
  sign_in_record_failure text not null default 'sign_in_record_failure',
  sign_up_with_key text not null default 'sign_up_with_key',
  sign_in_with_challenge text not null default 'sign_in_with_challenge',
  constraint crypto_auth_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint secrets_table_fkey foreign key (secrets_table_id)
    references collections_public.table (id) on delete cascade,
  constraint users_table_fkey foreign key (users_table_id) references collections_public.table (id) on delete cascade,
  constraint tokens_table_fkey foreign key (tokens_table_id)
    references collections_public.table (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade
);

comment on table meta_public.crypto_auth_module is
  'Settings of a module of a database: sign-in with a crypto currency key.';
comment on column meta_public.crypto_auth_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.crypto_auth_module.user_field is 'Name of the field with the user.';
comment on column meta_public.crypto_auth_module.crypto_network is 'Network of the addresses.';
comment on column meta_public.crypto_auth_module.sign_in_request_challenge is
  'Name of the function that gives a challenge.';
comment on column meta_public.crypto_auth_module.sign_in_record_failure is 'Name of the function that notes a failure.';
comment on column meta_public.crypto_auth_module.sign_up_with_key is 'Name of the function that registers a user.';
comment on column meta_public.crypto_auth_module.sign_in_with_challenge is
  'Name of the function that checks the answer to a challenge.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.crypto_auth_module is '@omit manyToMany';
comment on constraint secrets_table_fkey on meta_public.crypto_auth_module is '@omit manyToMany';
comment on constraint users_table_fkey on meta_public.crypto_auth_module is '@omit manyToMany';
comment on constraint tokens_table_fkey on meta_public.crypto_auth_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.crypto_auth_module is '@omit manyToMany';

create index crypto_auth_module_database_id_idx on meta_public.crypto_auth_module (database_id);
create index crypto_auth_module_schema_id_idx on meta_public.crypto_auth_module (schema_id);
create index crypto_auth_module_users_table_id_idx on meta_public.crypto_auth_module (users_table_id);
create index crypto_auth_module_tokens_table_id_idx on meta_public.crypto_auth_module (tokens_table_id);
create index crypto_auth_module_secrets_table_id_idx on meta_public.crypto_auth_module (secrets_table_id);

create trigger same_database
after insert or update of database_id, schema_id, users_table_id, tokens_table_id, secrets_table_id,
  addresses_table_id
on meta_public.crypto_auth_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'users_table_id', 'collections_public.table',
  'tokens_table_id', 'collections_public.table',
  'secrets_table_id', 'collections_public.table',
  'addresses_table_id', 'collections_public.table'
);

alter table meta_public.crypto_auth_module enable row level security;

create policy own on meta_public.crypto_auth_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.crypto_auth_module for select
using ((select collections_private.is_server()));

grant all on meta_public.crypto_auth_module to administrator;
