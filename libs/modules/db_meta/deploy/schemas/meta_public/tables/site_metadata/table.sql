-- Deploy pgpm-db-meta:schemas/meta_public/tables/site_metadata/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/sites/table
-- requires: schemas/collections_public/tables/database/table

create table meta_public.site_metadata (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  site_id uuid not null,
  title text,
  description text,
  og_image public.image,
  constraint site_metadata_pkey primary key (id),
  constraint site_metadata_title_check check (character_length(title) <= 120),
  constraint site_metadata_description_check check (character_length(description) <= 120),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint site_metadata_site_id_fkey foreign key (site_id) references meta_public.sites (id)
);

comment on table meta_public.site_metadata is 'What search engines and previews show of a site.';
comment on column meta_public.site_metadata.title is 'At most 120 characters.';
comment on column meta_public.site_metadata.description is 'At most 120 characters.';
comment on column meta_public.site_metadata.og_image is 'Image for previews of links.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.site_metadata is '@omit manyToMany';
comment on constraint site_metadata_site_id_fkey on meta_public.site_metadata is '@omit manyToMany';

create index site_metadata_site_id_idx on meta_public.site_metadata (site_id);
create index site_metadata_database_id_idx on meta_public.site_metadata (database_id);

create trigger same_database
after insert or update of database_id, site_id on meta_public.site_metadata
for each row execute function collections_private.tg_same_database('site_id', 'meta_public.sites');

alter table meta_public.site_metadata enable row level security;

create policy own on meta_public.site_metadata to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.site_metadata for select
using ((select collections_private.is_server()));

grant all on meta_public.site_metadata to administrator;
