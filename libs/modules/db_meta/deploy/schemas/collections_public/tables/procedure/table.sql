-- Deploy pgpm-db-meta:schemas/collections_public/tables/procedure/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table

create table collections_public.procedure (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  name text not null,
  argnames text[],
  argtypes text[],
  argdefaults text[],
  lang_name text,
  definition text,
  constraint procedure_pkey primary key (id),
  constraint procedure_database_id_name_key unique (database_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade
);

comment on table collections_public.procedure is 'A function or procedure of a database.';
comment on column collections_public.procedure.argnames is 'Names of the arguments.';
comment on column collections_public.procedure.argtypes is 'Types of the arguments.';
comment on column collections_public.procedure.argdefaults is 'Defaults of the arguments.';
comment on column collections_public.procedure.lang_name is 'Language.';
comment on column collections_public.procedure.definition is 'Body.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.procedure is '@omit manyToMany';

create index procedure_database_id_idx on collections_public.procedure (database_id);

create trigger same_database
after update of database_id on collections_public.procedure
for each row execute function collections_private.tg_same_database();

alter table collections_public.procedure enable row level security;

create policy own on collections_public.procedure to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.procedure for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.procedure to authenticated;
grant all on collections_public.procedure to administrator;
