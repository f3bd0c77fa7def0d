-- Deploy pgpm-db-meta:schemas/collections_public/tables/field/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/database/table

create table collections_public.field (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  name text not null,
  label text,
  description text,
  smart_tags jsonb,
  is_required boolean not null default false,
  default_value text,
  is_hidden boolean not null default false,
  type public.citext not null,
  field_order integer not null default 0,
  regexp text,
  chk jsonb,
  chk_expr jsonb,
  min double precision,
  max double precision,
  constraint field_pkey primary key (id),
  constraint field_table_id_name_key unique (table_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.field is 'A column of a table.';
comment on column collections_public.field.name is
  'Unique within the table; a suffix _id, _row_id, _uuid, _fk or _pk does not count.';
comment on column collections_public.field.smart_tags is 'Tags for the GraphQL layer.';
comment on column collections_public.field.default_value is 'Expression of the default.';
comment on column collections_public.field.type is 'Type in PostgreSQL.';
comment on column collections_public.field.field_order is 'Position, lowest first.';
comment on column collections_public.field.regexp is 'Regular expression that values have to match.';
comment on column collections_public.field.chk is 'Description of a check.';
comment on column collections_public.field.chk_expr is 'Syntax tree of a check.';
comment on column collections_public.field.min is 'Smallest value or length.';
comment on column collections_public.field.max is 'Greatest value or length.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.field is '@omit manyToMany';
comment on constraint table_fkey on collections_public.field is '@omit manyToMany';

create index field_table_id_idx on collections_public.field (table_id);
create index field_database_id_idx on collections_public.field (database_id);

create trigger same_database
after insert or update of database_id, table_id on collections_public.field
for each row execute function collections_private.tg_same_database('table_id', 'collections_public.table');

alter table collections_public.field enable row level security;

create policy own on collections_public.field to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.field for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.field to authenticated;
grant all on collections_public.field to administrator;
