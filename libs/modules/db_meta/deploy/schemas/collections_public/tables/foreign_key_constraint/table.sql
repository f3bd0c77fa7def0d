-- Deploy pgpm-db-meta:schemas/collections_public/tables/foreign_key_constraint/table to pg
-- requires: schemas/collections_public/tables/field/table
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table

create table collections_public.foreign_key_constraint (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  name text,
  description text,
  smart_tags jsonb,
  type text,
  field_ids uuid[] not null,
  ref_table_id uuid not null,
  ref_field_ids uuid[] not null,
  delete_action character(1) default 'c',
  update_action character(1) default 'a',
  constraint foreign_key_constraint_pkey primary key (id),
  constraint foreign_key_constraint_table_id_name_key unique (table_id, name),
  constraint foreign_key_constraint_field_ids_check check (cardinality(field_ids) > 0),
  constraint foreign_key_constraint_ref_field_ids_check check (cardinality(ref_field_ids) > 0),
  constraint foreign_key_constraint_delete_action_check check (delete_action in ('a', 'r', 'c', 'n', 'd')),
  constraint foreign_key_constraint_update_action_check check (update_action in ('a', 'r', 'c', 'n', 'd')),
  constraint foreign_key_constraint_ref_table_id_fkey foreign key (ref_table_id)
    references collections_public.table (id) on delete cascade,
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.foreign_key_constraint is 'A foreign key of a table.';
comment on column collections_public.foreign_key_constraint.smart_tags is 'Tags for the GraphQL layer.';
comment on column collections_public.foreign_key_constraint.field_ids is 'Fields of the table: one at least.';
comment on column collections_public.foreign_key_constraint.ref_table_id is 'Table that it refers to.';
comment on column collections_public.foreign_key_constraint.ref_field_ids is 'Fields of that table: one at least.';
comment on column collections_public.foreign_key_constraint.delete_action is
  'a: no action, r: restrict, c: cascade, n: set null, d: set default; as in pg_constraint.';
comment on column collections_public.foreign_key_constraint.update_action is 'As delete_action.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.foreign_key_constraint is '@omit manyToMany';
comment on constraint table_fkey on collections_public.foreign_key_constraint is '@omit manyToMany';

create index foreign_key_constraint_table_id_idx on collections_public.foreign_key_constraint (table_id);
create index foreign_key_constraint_database_id_idx on collections_public.foreign_key_constraint (database_id);
create index foreign_key_constraint_ref_table_id_idx on collections_public.foreign_key_constraint (ref_table_id);

create trigger same_database
after insert or update of database_id, table_id, field_ids, ref_table_id, ref_field_ids
on collections_public.foreign_key_constraint
for each row execute function collections_private.tg_same_database(
  'table_id', 'collections_public.table',
  'field_ids', 'collections_public.field',
  'ref_table_id', 'collections_public.table',
  'ref_field_ids', 'collections_public.field'
);

alter table collections_public.foreign_key_constraint enable row level security;

create policy own on collections_public.foreign_key_constraint to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.foreign_key_constraint for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.foreign_key_constraint to authenticated;
grant all on collections_public.foreign_key_constraint to administrator;
