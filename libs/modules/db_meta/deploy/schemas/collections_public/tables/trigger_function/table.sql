-- Deploy pgpm-db-meta:schemas/collections_public/tables/trigger_function/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table

create table collections_public.trigger_function (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  name text not null,
  code text,
  constraint trigger_function_pkey primary key (id),
  constraint trigger_function_database_id_name_key unique (database_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade
);

comment on table collections_public.trigger_function is 'A trigger function of a database.';
comment on column collections_public.trigger_function.code is 'Body.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.trigger_function is '@omit manyToMany';

create index trigger_function_database_id_idx on collections_public.trigger_function (database_id);

create trigger same_database
after update of database_id on collections_public.trigger_function
for each row execute function collections_private.tg_same_database();

alter table collections_public.trigger_function enable row level security;

create policy own on collections_public.trigger_function to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.trigger_function for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.trigger_function to authenticated;
grant all on collections_public.trigger_function to administrator;
