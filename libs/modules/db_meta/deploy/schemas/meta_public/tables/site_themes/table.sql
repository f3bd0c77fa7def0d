-- Deploy pgpm-db-meta:schemas/meta_public/tables/site_themes/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/sites/table
-- requires: schemas/collections_public/tables/database/table

create table meta_public.site_themes (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  site_id uuid not null,
  theme jsonb not null,
  constraint site_themes_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint site_themes_site_id_fkey foreign key (site_id) references meta_public.sites (id)
);

comment on table meta_public.site_themes is 'The look of a site.';
comment on column meta_public.site_themes.theme is 'Colours and the like, for the site.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.site_themes is '@omit manyToMany';
comment on constraint site_themes_site_id_fkey on meta_public.site_themes is '@omit manyToMany';

create index site_themes_site_id_idx on meta_public.site_themes (site_id);
create index site_themes_database_id_idx on meta_public.site_themes (database_id);

create trigger same_database
after insert or update of database_id, site_id on meta_public.site_themes
for each row execute function collections_private.tg_same_database('site_id', 'meta_public.sites');

alter table meta_public.site_themes enable row level security;

create policy own on meta_public.site_themes to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.site_themes for select
using ((select collections_private.is_server()));

grant all on meta_public.site_themes to administrator;
