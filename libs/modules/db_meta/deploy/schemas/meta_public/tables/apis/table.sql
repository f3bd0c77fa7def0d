-- Deploy pgpm-db-meta:schemas/meta_public/tables/apis/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/collections_public/tables/database/table

create table meta_public.apis (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  name text not null,
  dbname text not null default current_database(),
  role_name text not null default 'authenticated',
  anon_role text not null default 'anonymous',
  is_public boolean not null default true,
  constraint apis_pkey primary key (id),
  constraint apis_database_id_name_key unique (database_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade
);

comment on table meta_public.apis is 'An API: which database it serves, and which roles requests get.';
comment on column meta_public.apis.dbname is 'PostgreSQL database to connect to.';
comment on column meta_public.apis.role_name is 'Role of requests with a user.';
comment on column meta_public.apis.anon_role is 'Role of requests without a user.';
comment on column meta_public.apis.is_public is 'Whether it can be reached from outside.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.apis is '@omit manyToMany';

create index apis_database_id_idx on meta_public.apis (database_id);

create trigger same_database
after update of database_id on meta_public.apis
for each row execute function collections_private.tg_same_database();

alter table meta_public.apis enable row level security;

create policy own on meta_public.apis to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.apis for select
using ((select collections_private.is_server()));

grant all on meta_public.apis to administrator;
