-- Deploy pgpm-db-meta-test:procedures/test to pg
-- requires: pgpm-db-meta:schemas/meta_public/tables/site_themes/table
-- requires: pgpm-db-meta-modules:schemas/meta_public/tables/user_auth_module/table
-- requires: pgpm-db-meta-modules:schemas/meta_public/tables/rls_module/table

-- The ids are fixed, so that what refers to these rows, and the revert script, can name them. Rows that are there
-- already are left as they are: the script can run twice. Anything else in their place is an error.
insert into collections_public.database (id, owner_id, name)
values ('00000000-0000-8000-8000-db0000000001', '07281002-1699-4762-57e3-ab1b92243120', 'meta_db')
on conflict (id) do nothing;

insert into collections_public.schema (id, database_id, name, schema_name)
values
  ('00000000-0000-8000-8000-db0000000002', '00000000-0000-8000-8000-db0000000001', 'public', 'public_schema'),
  ('00000000-0000-8000-8000-db0000000003', '00000000-0000-8000-8000-db0000000001', 'private', 'private_schema')
on conflict (id) do nothing;

insert into collections_public.table (id, database_id, schema_id, name)
values (
  '00000000-0000-8000-8000-db0000000004',
  '00000000-0000-8000-8000-db0000000001',
  '00000000-0000-8000-8000-db0000000002',
  'mytable'
)
on conflict (id) do nothing;

insert into meta_public.apis (id, database_id, name)
values
  ('00000000-0000-8000-8000-db0000000005', '00000000-0000-8000-8000-db0000000001', 'public'),
  ('00000000-0000-8000-8000-db0000000006', '00000000-0000-8000-8000-db0000000001', 'meta')
on conflict (id) do nothing;

insert into meta_public.sites (id, database_id, title, description)
values (
  '00000000-0000-8000-8000-db0000000007',
  '00000000-0000-8000-8000-db0000000001',
  'Title',
  'Description goes here'
)
on conflict (id) do nothing;

insert into meta_public.apps (id, database_id, site_id, name)
values (
  '00000000-0000-8000-8000-db0000000008',
  '00000000-0000-8000-8000-db0000000001',
  '00000000-0000-8000-8000-db0000000007',
  'My App'
)
on conflict (id) do nothing;

insert into meta_public.domains (id, database_id, api_id, site_id, subdomain, domain)
values
  (
    '00000000-0000-8000-8000-db0000000009',
    '00000000-0000-8000-8000-db0000000001',
    '00000000-0000-8000-8000-db0000000005',
    null,
    'api',
    'pgpm.io'
  ),
  (
    '00000000-0000-8000-8000-db000000000a',
    '00000000-0000-8000-8000-db0000000001',
    null,
    '00000000-0000-8000-8000-db0000000007',
    'app',
    'pgpm.io'
  ),
  (
    '00000000-0000-8000-8000-db000000000b',
    '00000000-0000-8000-8000-db0000000001',
    '00000000-0000-8000-8000-db0000000006',
    null,
    'meta',
    'pgpm.io'
  )
on conflict (id) do nothing;

insert into meta_public.api_schemata (id, database_id, api_id, schema_id)
values (
  '00000000-0000-8000-8000-db000000000c',
  '00000000-0000-8000-8000-db0000000001',
  '00000000-0000-8000-8000-db0000000005',
  '00000000-0000-8000-8000-db0000000002'
)
on conflict (id) do nothing;

insert into meta_public.api_extensions (id, database_id, api_id, schema_name)
values
  (
    '00000000-0000-8000-8000-db000000000d',
    '00000000-0000-8000-8000-db0000000001',
    '00000000-0000-8000-8000-db0000000006',
    'collections_public'
  ),
  (
    '00000000-0000-8000-8000-db000000000e',
    '00000000-0000-8000-8000-db0000000001',
    '00000000-0000-8000-8000-db0000000006',
    'meta_public'
  )
on conflict (id) do nothing;

insert into meta_public.site_metadata (id, database_id, site_id, title)
values (
  '00000000-0000-8000-8000-db000000000f',
  '00000000-0000-8000-8000-db0000000001',
  '00000000-0000-8000-8000-db0000000007',
  'SEO-able title'
)
on conflict (id) do nothing;

insert into meta_public.site_themes (id, database_id, site_id, theme)
values (
  '00000000-0000-8000-8000-db0000000010',
  '00000000-0000-8000-8000-db0000000001',
  '00000000-0000-8000-8000-db0000000007',
  '{"primaryColor": "#aeaeae"}'
)
on conflict (id) do nothing;

insert into meta_public.user_auth_module (
  id, database_id, schema_id, emails_table_id, users_table_id, secrets_table_id, encrypted_table_id, tokens_table_id
)
values (
  '00000000-0000-8000-8000-db0000000011',
  '00000000-0000-8000-8000-db0000000001',
  '00000000-0000-8000-8000-db0000000002',
  '00000000-0000-8000-8000-db0000000004',
  '00000000-0000-8000-8000-db0000000004',
  '00000000-0000-8000-8000-db0000000004',
  '00000000-0000-8000-8000-db0000000004',
  '00000000-0000-8000-8000-db0000000004'
)
on conflict (id) do nothing;

insert into meta_public.rls_module (
  id, database_id, api_id, schema_id, private_schema_id, tokens_table_id, users_table_id
)
values (
  '00000000-0000-8000-8000-db0000000012',
  '00000000-0000-8000-8000-db0000000001',
  '00000000-0000-8000-8000-db0000000005',
  '00000000-0000-8000-8000-db0000000002',
  '00000000-0000-8000-8000-db0000000003',
  '00000000-0000-8000-8000-db0000000004',
  '00000000-0000-8000-8000-db0000000004'
)
on conflict (id) do nothing;
