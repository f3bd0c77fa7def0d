-- Deploy pgpm-db-meta:schemas/collections_public/tables/primary_key_constraint/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/field/table

create table collections_public.primary_key_constraint (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  name text,
  type text,
  field_ids uuid[] not null,
  constraint primary_key_constraint_pkey primary key (id),
  constraint primary_key_constraint_table_id_name_key unique (table_id, name),
  constraint primary_key_constraint_field_ids_check check (cardinality(field_ids) > 0),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.primary_key_constraint is 'A primary key of a table.';
comment on column collections_public.primary_key_constraint.field_ids is 'Its fields: one at least.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.primary_key_constraint is '@omit manyToMany';
comment on constraint table_fkey on collections_public.primary_key_constraint is '@omit manyToMany';

create index primary_key_constraint_table_id_idx on collections_public.primary_key_constraint (table_id);
create index primary_key_constraint_database_id_idx on collections_public.primary_key_constraint (database_id);

create trigger same_database
after insert or update of database_id, table_id, field_ids on collections_public.primary_key_constraint
for each row execute function collections_private.tg_same_database(
  'table_id', 'collections_public.table',
  'field_ids', 'collections_public.field'
);

alter table collections_public.primary_key_constraint enable row level security;

create policy own on collections_public.primary_key_constraint to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.primary_key_constraint for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.primary_key_constraint to authenticated;
grant all on collections_public.primary_key_constraint to administrator;
