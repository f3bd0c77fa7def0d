-- Deploy pgpm-db-meta:schemas/collections_public/tables/extension/table to pg
-- requires: schemas/collections_public/schema

create table collections_public.extension (
  name text not null,
  public_schemas text[],
  private_schemas text[],
  constraint extension_pkey primary key (name)
);

comment on table collections_public.extension is 'Extensions that a database can have, the same for all databases.';
comment on column collections_public.extension.public_schemas is 'Schemas that an API may show.';
comment on column collections_public.extension.private_schemas is 'Schemas that an API must not show.';

grant select on collections_public.extension to authenticated;
grant all on collections_public.extension to administrator;

insert into collections_public.extension (name, public_schemas, private_schemas)
values
  ('collections', '{collections_public}', '{collections_private}'),
  ('meta', '{meta_public}', '{meta_private}');
