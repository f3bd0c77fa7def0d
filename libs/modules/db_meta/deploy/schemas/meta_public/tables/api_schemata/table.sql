-- Deploy pgpm-db-meta:schemas/meta_public/tables/api_schemata/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/collections_public/tables/schema/table
-- requires: schemas/meta_public/tables/apis/table

create table meta_public.api_schemata (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null,
  api_id uuid not null,
  constraint api_schemata_pkey primary key (id),
  constraint api_schemata_api_id_schema_id_key unique (api_id, schema_id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint api_fkey foreign key (api_id) references meta_public.apis (id) on delete cascade
);

comment on table meta_public.api_schemata is 'A schema that an API shows.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.api_schemata is '@omit manyToMany';

create index api_schemata_database_id_idx on meta_public.api_schemata (database_id);
create index api_schemata_schema_id_idx on meta_public.api_schemata (schema_id);
create index api_schemata_api_id_idx on meta_public.api_schemata (api_id);

create trigger same_database
after insert or update of database_id, schema_id, api_id on meta_public.api_schemata
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'api_id', 'meta_public.apis'
);

alter table meta_public.api_schemata enable row level security;

create policy own on meta_public.api_schemata to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.api_schemata for select
using ((select collections_private.is_server()));

grant all on meta_public.api_schemata to administrator;
