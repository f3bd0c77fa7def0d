-- Deploy pgpm-db-meta:schemas/collections_public/tables/index/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/collections_public/tables/field/table

create table collections_public.index (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  table_id uuid not null,
  name text not null default '',
  field_ids uuid[],
  include_field_ids uuid[],
  access_method text not null default 'BTREE',
  index_params jsonb,
  where_clause jsonb,
  is_unique boolean not null default false,
  constraint index_pkey primary key (id),
  constraint index_database_id_name_key unique (database_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.index is 'An index of a table.';
comment on column collections_public.index.name is 'Unique within the database; empty: to be generated.';
comment on column collections_public.index.field_ids is 'Fields that are searched, in order.';
comment on column collections_public.index.include_field_ids is 'Fields that are only stored.';
comment on column collections_public.index.access_method is 'BTREE, GIN, GIST or another access method.';
comment on column collections_public.index.where_clause is 'Syntax tree of the condition of a partial index.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.index is '@omit manyToMany';
comment on constraint table_fkey on collections_public.index is '@omit manyToMany';

create index index_table_id_idx on collections_public.index (table_id);
create index index_database_id_idx on collections_public.index (database_id);

create trigger same_database
after insert or update of database_id, table_id, field_ids, include_field_ids on collections_public.index
for each row execute function collections_private.tg_same_database(
  'table_id', 'collections_public.table',
  'field_ids', 'collections_public.field',
  'include_field_ids', 'collections_public.field'
);

alter table collections_public.index enable row level security;

create policy own on collections_public.index to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.index for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.index to authenticated;
grant all on collections_public.index to administrator;
