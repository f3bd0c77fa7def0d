-- Deploy pgpm-db-meta:schemas/collections_public/tables/limit_function/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/collections_public/tables/table/table

create table collections_public.limit_function (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  name text,
  label text,
  description text,
  data jsonb,
  security integer default 0,
  constraint limit_function_pkey primary key (id),
  constraint limit_function_database_id_name_key unique (database_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.limit_function is 'A function that limits the number of rows of a table.';
comment on column collections_public.limit_function.security is '0: invoker, 1: definer.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.limit_function is '@omit manyToMany';
comment on constraint table_fkey on collections_public.limit_function is '@omit manyToMany';

create index limit_function_table_id_idx on collections_public.limit_function (table_id);
create index limit_function_database_id_idx on collections_public.limit_function (database_id);

create trigger same_database
after insert or update of database_id, table_id on collections_public.limit_function
for each row execute function collections_private.tg_same_database('table_id', 'collections_public.table');

alter table collections_public.limit_function enable row level security;

create policy own on collections_public.limit_function to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.limit_function for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.limit_function to authenticated;
grant all on collections_public.limit_function to administrator;
