-- Deploy pgpm-db-meta:schemas/collections_public/tables/schema_grant/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/schema/table
-- requires: schemas/collections_public/tables/database/table

create table collections_public.schema_grant (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  schema_id uuid not null,
  grantee_name text not null,
  constraint schema_grant_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade
);

comment on table collections_public.schema_grant is 'A privilege on a schema.';
comment on column collections_public.schema_grant.grantee_name is 'Role that may use the schema.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.schema_grant is '@omit manyToMany';
comment on constraint schema_fkey on collections_public.schema_grant is '@omit manyToMany';

create index schema_grant_schema_id_idx on collections_public.schema_grant (schema_id);
create index schema_grant_database_id_idx on collections_public.schema_grant (database_id);

create trigger same_database
after insert or update of database_id, schema_id on collections_public.schema_grant
for each row execute function collections_private.tg_same_database('schema_id', 'collections_public.schema');

alter table collections_public.schema_grant enable row level security;

create policy own on collections_public.schema_grant to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.schema_grant for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.schema_grant to authenticated;
grant all on collections_public.schema_grant to administrator;
