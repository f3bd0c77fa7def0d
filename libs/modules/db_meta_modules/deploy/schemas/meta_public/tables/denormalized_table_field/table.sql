-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/denormalized_table_field/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.denormalized_table_field (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  table_id uuid not null,
  field_id uuid not null,
  set_ids uuid[],
  ref_table_id uuid not null,
  ref_field_id uuid not null,
  ref_ids uuid[],
  use_updates boolean not null default true,
  update_defaults boolean not null default true,
  func_name text,
  func_order integer not null default 0,
  constraint denormalized_table_field_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade,
  constraint ref_table_fkey foreign key (ref_table_id) references collections_public.table (id) on delete cascade,
  constraint field_fkey foreign key (field_id) references collections_public.field (id) on delete cascade,
  constraint ref_field_fkey foreign key (ref_field_id) references collections_public.field (id) on delete cascade
);

comment on table meta_public.denormalized_table_field is 'A field that holds a copy of a field of another table.';
comment on column meta_public.denormalized_table_field.table_id is 'Table with the copy.';
comment on column meta_public.denormalized_table_field.field_id is 'Field with the copy.';
comment on column meta_public.denormalized_table_field.set_ids is 'Fields that are set as well.';
comment on column meta_public.denormalized_table_field.ref_table_id is 'Table that is copied from.';
comment on column meta_public.denormalized_table_field.ref_field_id is 'Field that is copied.';
comment on column meta_public.denormalized_table_field.ref_ids is 'Fields that are copied as well.';
comment on column meta_public.denormalized_table_field.use_updates is 'Whether updates of the original reach the copy.';
comment on column meta_public.denormalized_table_field.func_name is 'Name of the function.';
comment on column meta_public.denormalized_table_field.func_order is 'Order among the triggers, lowest first.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.denormalized_table_field is '@omit manyToMany';
comment on constraint table_fkey on meta_public.denormalized_table_field is '@omit manyToMany';
comment on constraint ref_table_fkey on meta_public.denormalized_table_field is '@omit manyToMany';
comment on constraint field_fkey on meta_public.denormalized_table_field is '@omit manyToMany';
comment on constraint ref_field_fkey on meta_public.denormalized_table_field is '@omit manyToMany';

create index denormalized_table_field_database_id_idx on meta_public.denormalized_table_field (database_id);
create index denormalized_table_field_table_id_idx on meta_public.denormalized_table_field (table_id);
create index denormalized_table_field_field_id_idx on meta_public.denormalized_table_field (field_id);
create index denormalized_table_field_ref_table_id_idx on meta_public.denormalized_table_field (ref_table_id);
create index denormalized_table_field_ref_field_id_idx on meta_public.denormalized_table_field (ref_field_id);

create trigger same_database
after insert or update of database_id, table_id, field_id, set_ids, ref_table_id, ref_field_id, ref_ids
on meta_public.denormalized_table_field
for each row execute function collections_private.tg_same_database(
  'table_id', 'collections_public.table',
  'field_id', 'collections_public.field',
  'set_ids', 'collections_public.field',
  'ref_table_id', 'collections_public.table',
  'ref_field_id', 'collections_public.field',
  'ref_ids', 'collections_public.field'
);

alter table meta_public.denormalized_table_field enable row level security;

create policy own on meta_public.denormalized_table_field to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.denormalized_table_field for select
using ((select collections_private.is_server()));

grant all on meta_public.denormalized_table_field to administrator;
