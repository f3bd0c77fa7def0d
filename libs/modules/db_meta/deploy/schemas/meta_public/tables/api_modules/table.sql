-- Deploy pgpm-db-meta:schemas/meta_public/tables/api_modules/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/apis/table
-- requires: schemas/collections_public/tables/database/table

create table meta_public.api_modules (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  api_id uuid not null,
  name text not null,
  data json not null,
  constraint api_modules_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint api_modules_api_id_fkey foreign key (api_id) references meta_public.apis (id)
);

comment on table meta_public.api_modules is 'Settings of a module for an API.';
comment on column meta_public.api_modules.name is 'Name of the module.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.api_modules is '@omit manyToMany';
comment on constraint api_modules_api_id_fkey on meta_public.api_modules is '@omit manyToMany';

create index api_modules_api_id_idx on meta_public.api_modules (api_id);
create index api_modules_database_id_idx on meta_public.api_modules (database_id);

create trigger same_database
after insert or update of database_id, api_id on meta_public.api_modules
for each row execute function collections_private.tg_same_database('api_id', 'meta_public.apis');

alter table meta_public.api_modules enable row level security;

create policy own on meta_public.api_modules to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.api_modules for select
using ((select collections_private.is_server()));

grant all on meta_public.api_modules to administrator;
