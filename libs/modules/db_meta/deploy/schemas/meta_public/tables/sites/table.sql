-- Deploy pgpm-db-meta:schemas/meta_public/tables/sites/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/collections_public/tables/database/table

create table meta_public.sites (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  title text,
  description text,
  og_image public.image,
  favicon public.attachment,
  apple_touch_icon public.image,
  logo public.image,
  dbname text not null default current_database(),
  constraint sites_pkey primary key (id),
  constraint max_title check (character_length(title) <= 120),
  constraint max_descr check (character_length(description) <= 120),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade
);

comment on table meta_public.sites is 'A web site.';
comment on column meta_public.sites.title is 'At most 120 characters.';
comment on column meta_public.sites.description is 'At most 120 characters.';
comment on column meta_public.sites.og_image is 'Image for previews of links.';
comment on column meta_public.sites.dbname is 'PostgreSQL database to connect to.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.sites is '@omit manyToMany';

create index sites_database_id_idx on meta_public.sites (database_id);

create trigger same_database
after update of database_id on meta_public.sites
for each row execute function collections_private.tg_same_database();

alter table meta_public.sites enable row level security;

create policy own on meta_public.sites to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.sites for select
using ((select collections_private.is_server()));

grant all on meta_public.sites to administrator;
