-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/default_ids_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.default_ids_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  constraint default_ids_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade
);

comment on table meta_public.default_ids_module is
  'Settings of a module of a database: ids that tables get by default.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.default_ids_module is '@omit manyToMany';

create index default_ids_module_database_id_idx on meta_public.default_ids_module (database_id);

create trigger same_database
after update of database_id on meta_public.default_ids_module
for each row execute function collections_private.tg_same_database();

alter table meta_public.default_ids_module enable row level security;

create policy own on meta_public.default_ids_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.default_ids_module for select
using ((select collections_private.is_server()));

grant all on meta_public.default_ids_module to administrator;
