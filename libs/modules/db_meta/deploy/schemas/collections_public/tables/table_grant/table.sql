-- Deploy pgpm-db-meta:schemas/collections_public/tables/table_grant/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/collections_public/tables/field/table

create table collections_public.table_grant (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  privilege text not null,
  role_name text not null,
  field_ids uuid[],
  constraint table_grant_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.table_grant is 'A privilege on a table.';
comment on column collections_public.table_grant.field_ids is 'Columns that it is for; NULL: all of them.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.table_grant is '@omit manyToMany';
comment on constraint table_fkey on collections_public.table_grant is '@omit manyToMany';

create index table_grant_table_id_idx on collections_public.table_grant (table_id);
create index table_grant_database_id_idx on collections_public.table_grant (database_id);

create trigger same_database
after insert or update of database_id, table_id, field_ids on collections_public.table_grant
for each row execute function collections_private.tg_same_database(
  'table_id', 'collections_public.table',
  'field_ids', 'collections_public.field'
);

alter table collections_public.table_grant enable row level security;

create policy own on collections_public.table_grant to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.table_grant for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.table_grant to authenticated;
grant all on collections_public.table_grant to administrator;
