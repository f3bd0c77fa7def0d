-- Deploy pgpm-db-meta:schemas/collections_public/tables/database/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_private/schema

create table collections_public.database (
  id uuid not null default public.uuid_generate_v4(),
  owner_id uuid,
  schema_hash text,
  schema_name text,
  private_schema_name text,
  name text,
  label text,
  hash uuid,
  constraint database_pkey primary key (id),
  constraint database_schema_hash_key unique (schema_hash),
  constraint database_schema_name_key unique (schema_name),
  constraint database_private_schema_name_key unique (private_schema_name),
  constraint db_namechk check (char_length(name) > 2)
);

comment on table collections_public.database is
  'An application database. All rows of the catalogue belong to one, are for its owner, and go with it.';
comment on column collections_public.database.owner_id is
  'User who owns the database, as in jwt.claims.user_id. Names are unique per owner; without one they are not.';
comment on column collections_public.database.schema_hash is '@omit';
comment on column collections_public.database.schema_name is 'Name of its public schema.';
comment on column collections_public.database.private_schema_name is 'Name of its private schema.';

alter table collections_public.database enable row level security;

create policy own on collections_public.database to authenticated
using (owner_id = (select jwt_public.current_user_id()));

create policy server on collections_public.database for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.database to authenticated;
grant all on collections_public.database to administrator;
