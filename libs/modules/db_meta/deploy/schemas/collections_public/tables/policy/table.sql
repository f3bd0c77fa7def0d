-- Deploy pgpm-db-meta:schemas/collections_public/tables/policy/table to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/table/table
-- requires: schemas/collections_public/tables/database/table

create table collections_public.policy (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null default public.uuid_nil(),
  table_id uuid not null,
  name text,
  role_name text,
  privilege text,
  permissive boolean default true,
  disabled boolean default false,
  template text,
  data jsonb,
  constraint policy_pkey primary key (id),
  constraint policy_table_id_name_key unique (table_id, name),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint table_fkey foreign key (table_id) references collections_public.table (id) on delete cascade
);

comment on table collections_public.policy is 'A row level security policy of a table.';
comment on column collections_public.policy.role_name is 'Role that it is for.';
comment on column collections_public.policy.privilege is 'Command that it is for.';
comment on column collections_public.policy.template is 'Name of the template that makes its expression.';
comment on column collections_public.policy.data is 'Parameters of the template.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on collections_public.policy is '@omit manyToMany';
comment on constraint table_fkey on collections_public.policy is '@omit manyToMany';

create index policy_table_id_idx on collections_public.policy (table_id);
create index policy_database_id_idx on collections_public.policy (database_id);

create trigger same_database
after insert or update of database_id, table_id on collections_public.policy
for each row execute function collections_private.tg_same_database('table_id', 'collections_public.table');

alter table collections_public.policy enable row level security;

create policy own on collections_public.policy to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on collections_public.policy for select
using ((select collections_private.is_server()));

grant select, insert, update, delete on collections_public.policy to authenticated;
grant all on collections_public.policy to administrator;
