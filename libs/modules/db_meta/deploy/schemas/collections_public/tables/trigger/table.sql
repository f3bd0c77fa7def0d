-- Deploy pgpm-db-meta:schemas/collections_public/tables/trigger/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/database/table

create table collections_public.trigger (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  name text not null,
  event text,
  function_name text,
  constraint trigger_pkey primary key (id),
  constraint trigger_table_id_name_key unique (table_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.trigger is 'A trigger of a table.';
comment on column collections_public.trigger.event is 'Event and time, as in create trigger.';
comment on column collections_public.trigger.function_name is 'Name of its function.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.trigger is '@omit manyToMany';
comment on constraint table_fkey on collections_public.trigger is '@omit manyToMany';

create index trigger_table_id_idx on collections_public.trigger (table_id);
create index trigger_database_id_idx on collections_public.trigger (database_id);

create trigger same_database
after insert or update of database_id, table_id on collections_public.trigger
for each row execute function collections_private.tg_same_database('table_id', 'collections_public.table');

alter table collections_public.trigger enable row level security;

create policy own on collections_public.trigger to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.trigger for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.trigger to authenticated;
grant all on collections_public.trigger to administrator;
