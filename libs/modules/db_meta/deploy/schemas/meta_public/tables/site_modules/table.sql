-- Deploy pgpm-db-meta:schemas/meta_public/tables/site_modules/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/sites/table
-- requires: schemas/collections_public/tables/database/table

create table meta_public.site_modules (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  site_id uuid not null,
  name text not null,
  data json not null,
  constraint site_modules_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint site_modules_site_id_fkey foreign key (site_id) references meta_public.sites (id)
);

comment on table meta_public.site_modules is 'Settings of a module for a site.';
comment on column meta_public.site_modules.name is 'Name of the module.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.site_modules is '@omit manyToMany';
comment on constraint site_modules_site_id_fkey on meta_public.site_modules is '@omit manyToMany';

create index site_modules_site_id_idx on meta_public.site_modules (site_id);
create index site_modules_database_id_idx on meta_public.site_modules (database_id);

create trigger same_database
after insert or update of database_id, site_id on meta_public.site_modules
for each row execute function collections_private.tg_same_database('site_id', 'meta_public.sites');

alter table meta_public.site_modules enable row level security;

create policy own on meta_public.site_modules to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.site_modules for select
using ((select collections_private.is_server()));

grant all on meta_public.site_modules to administrator;
