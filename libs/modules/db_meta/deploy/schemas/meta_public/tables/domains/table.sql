-- Deploy pgpm-db-meta:schemas/meta_public/tables/domains/table to pg
-- requires: schemas/meta_public/schema
-- requires: schemas/meta_public/tables/apis/table
-- requires: schemas/meta_public/tables/sites/table
-- requires: schemas/collections_public/tables/database/table
-- requires: schemas/meta_private/schema

create table meta_public.domains (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  api_id uuid,
  site_id uuid,
  subdomain public.hostname,
  domain public.hostname,
  constraint domains_pkey primary key (id),
  constraint domains_subdomain_domain_key unique (subdomain, domain),
  constraint one_route_chk check (api_id is null or site_id is null),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint api_fkey foreign key (api_id) references meta_public.apis (id) on delete cascade,
  constraint site_fkey foreign key (site_id) references meta_public.sites (id) on delete cascade
);

comment on table meta_public.domains is 'A host name, and the API or the site that answers there.';
comment on column meta_public.domains.subdomain is 'Part of the host name before the domain, if there is one.';
comment on column meta_public.domains.domain is
  'Domain. All rows of a host name, whatever its case, belong to one database.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.domains is '@omit manyToMany';
comment on constraint api_fkey on meta_public.domains is '@omit manyToMany';
comment on constraint site_fkey on meta_public.domains is '@omit manyToMany';

create index domains_database_id_idx on meta_public.domains (database_id);
create index domains_api_id_idx on meta_public.domains (api_id);
create index domains_site_id_idx on meta_public.domains (site_id);

create trigger same_database
after insert or update of database_id, api_id, site_id on meta_public.domains
for each row execute function collections_private.tg_same_database(
  'api_id', 'meta_public.apis',
  'site_id', 'meta_public.sites'
);

alter table meta_public.domains enable row level security;

create policy own on meta_public.domains to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.domains for select
using ((select collections_private.is_server()));

grant all on meta_public.domains to administrator;

-- Requests for a host name must not reach another tenant: the first database that has it keeps it, in any case and
-- however it is divided into subdomain and domain.
create table meta_private.host_names (
  name text not null,
  database_id uuid not null,
  constraint host_names_pkey primary key (name)
);

create index host_names_database_id_idx on meta_private.host_names (database_id);

comment on table meta_private.host_names is
  'Host names in lower case, and the database that has each. An entry without a row in meta_public.domains is void.';

grant all on meta_private.host_names to administrator;

-- Security definer: who writes domains has no business with this table otherwise, and row level security must not hide
-- the domains of others here. Nothing but the new row counts, and nobody else may use the function in a trigger.
create function meta_private.tg_claim_host_name() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  host constant text := pg_catalog.lower(pg_catalog.concat_ws('.', new.subdomain, new.domain));
  holder uuid;
begin
  -- Always an insert or an update, so that transactions that want the same name meet here, whatever their isolation;
  -- the statement after it sees what those before have committed.
  insert into meta_private.host_names as h (name, database_id)
  values (host, new.database_id)
  on conflict (name) do update set database_id = h.database_id
  returning h.database_id into holder;

  if holder = new.database_id then
    return null;
  end if;
  if exists (
    select from meta_public.domains as d
    where d.database_id = holder
      and d.domain is not null
      and pg_catalog.lower(pg_catalog.concat_ws('.', d.subdomain, d.domain)) = host
  ) then
    raise exception 'host name "%" belongs to another database', host
      using errcode = 'unique_violation', schema = tg_table_schema, table = tg_table_name, column = 'domain';
  end if;
  update meta_private.host_names as h set database_id = new.database_id where h.name = host;
  return null;
end
$$;

comment on function meta_private.tg_claim_host_name() is
  'For a row trigger of meta_public.domains: refuses a host name that another database has.';

revoke execute on function meta_private.tg_claim_host_name() from public, administrator;

create trigger claim_host_name
after insert or update of database_id, subdomain, domain on meta_public.domains
for each row when (new.domain is not null)
execute function meta_private.tg_claim_host_name();

-- Security definer: who deletes a database has no business with the host names otherwise.
create function meta_private.tg_release_host_names() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  delete from meta_private.host_names as h using deleted as d where h.database_id = d.id;
  return null;
end
$$;

comment on function meta_private.tg_release_host_names() is
  'For a statement trigger of collections_public.database: forgets the host names of databases that are deleted.';

revoke execute on function meta_private.tg_release_host_names() from public, administrator;

create trigger release_host_names
after delete on collections_public.database referencing old table as deleted
for each statement execute function meta_private.tg_release_host_names();
