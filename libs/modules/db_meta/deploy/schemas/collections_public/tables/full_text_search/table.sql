-- Deploy pgpm-db-meta:schemas/collections_public/tables/full_text_search/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/field/table

create table collections_public.full_text_search (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  field_id uuid not null,
  field_ids uuid[] not null,
  weights text[] not null,
  langs text[] not null,
  constraint full_text_search_pkey primary key (id),
  constraint full_text_search_check check (
    cardinality(field_ids) = cardinality(weights) and cardinality(weights) = cardinality(langs)
  ),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.full_text_search is
  'A full text search: fields of a table, with the weight and the language of each.';
comment on column collections_public.full_text_search.field_id is 'Field of type tsvector that it fills.';
comment on column collections_public.full_text_search.field_ids is 'Fields that are searched.';
comment on column collections_public.full_text_search.weights is 'Weight of each field, A to D.';
comment on column collections_public.full_text_search.langs is 'Text search configuration of each field.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.full_text_search is '@omit manyToMany';
comment on constraint table_fkey on collections_public.full_text_search is '@omit manyToMany';

create index full_text_search_table_id_idx on collections_public.full_text_search (table_id);
create index full_text_search_database_id_idx on collections_public.full_text_search (database_id);

create trigger same_database
after insert or update of database_id, table_id, field_id, field_ids on collections_public.full_text_search
for each row execute function collections_private.tg_same_database(
  'table_id', 'collections_public.table',
  'field_id', 'collections_public.field',
  'field_ids', 'collections_public.field'
);

alter table collections_public.full_text_search enable row level security;

create policy own on collections_public.full_text_search to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.full_text_search for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.full_text_search to authenticated;
grant all on collections_public.full_text_search to administrator;
