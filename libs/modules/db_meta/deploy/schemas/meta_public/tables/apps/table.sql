-- Deploy pgpm-db-meta:schemas/meta_public/tables/apps/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/sites/table
-- requires: schemas/collections_public/tables/database/table

create table meta_public.apps (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  site_id uuid not null,
  name text,
  app_image public.image,
  app_store_link public.url,
  app_store_id text,
  app_id_prefix text,
  play_store_link public.url,
  constraint apps_pkey primary key (id),
  constraint apps_site_id_key unique (site_id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint apps_site_id_fkey foreign key (site_id) references meta_public.sites (id)
);

comment on table meta_public.apps is 'The mobile app of a site.';
comment on column meta_public.apps.app_store_id is 'Id in the App Store.';
comment on column meta_public.apps.app_id_prefix is 'Team id, the prefix of the app id.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.apps is '@omit manyToMany';
comment on constraint apps_site_id_fkey on meta_public.apps is '@omit manyToMany';

create index apps_site_id_idx on meta_public.apps (site_id);
create index apps_database_id_idx on meta_public.apps (database_id);

create trigger same_database
after insert or update of database_id, site_id on meta_public.apps
for each row execute function collections_private.tg_same_database('site_id', 'meta_public.sites');

alter table meta_public.apps enable row level security;

create policy own on meta_public.apps to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.apps for select
using ((select collections_private.is_server()));

grant all on meta_public.apps to administrator;
