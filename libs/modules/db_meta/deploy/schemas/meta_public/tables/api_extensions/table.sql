-- Deploy pgpm-db-meta:schemas/meta_public/tables/api_extensions/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/apis/table
-- requires: schemas/collections_public/tables/database_extension/table
-- requires: schemas/collections_public/tables/extension/table
-- requires: schemas/collections_public/tables/database/table

create table meta_public.api_extensions (
  id uuid not null default public.uuid_generate_v4(),
  schema_name text,
  database_id uuid not null,
  api_id uuid not null,
  constraint api_extensions_pkey primary key (id),
  constraint api_extensions_schema_name_api_id_key unique (schema_name, api_id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint api_fkey foreign key (api_id) references meta_public.apis (id) on delete cascade
);

comment on table meta_public.api_extensions is 'A schema that an API shows, by its name.';
comment on column meta_public.api_extensions.schema_name is 'Name in PostgreSQL.';

create index api_extension_database_id_idx on meta_public.api_extensions (database_id);
create index api_extension_api_id_idx on meta_public.api_extensions (api_id);

create trigger same_database
after insert or update of database_id, api_id on meta_public.api_extensions
for each row execute function collections_private.tg_same_database('api_id', 'meta_public.apis');

alter table meta_public.api_extensions enable row level security;

create policy own on meta_public.api_extensions to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.api_extensions for select
using ((select collections_private.is_server()));

grant all on meta_public.api_extensions to administrator;
