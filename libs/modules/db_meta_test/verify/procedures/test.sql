-- Verify pgpm-db-meta-test:procedures/test on pg

do $$
declare
  sample constant uuid := '00000000-0000-8000-8000-db0000000001';
begin
  if not exists (
    select from collections_public.database as d
    where d.id = sample and d.owner_id = '07281002-1699-4762-57e3-ab1b92243120' and d.name = 'meta_db'
  ) then
    raise exception 'the sample database meta_db is missing';
  end if;

  if array(
    select s.name || ' ' || s.schema_name || coalesce(' ' || t.name, '')
    from collections_public.schema as s
    left join collections_public.table as t on t.schema_id = s.id
    where s.database_id = sample
    order by 1
  ) <> array['private private_schema', 'public public_schema mytable'] then
    raise exception 'the sample database must have its schemas public and private, and the table mytable';
  end if;

  if array(
    select d.subdomain || '.' || d.domain || ' ' || coalesce(a.name, s.title || ' ' || p.name)
    from meta_public.domains as d
    left join meta_public.apis as a on a.id = d.api_id
    left join meta_public.sites as s on s.id = d.site_id
    left join meta_public.apps as p on p.site_id = s.id
    where d.database_id = sample
    order by 1
  ) <> array['api.pgpm.io public', 'app.pgpm.io Title My App', 'meta.pgpm.io meta'] then
    raise exception 'the host names of the sample database must lead to its APIs and its site';
  end if;

  if array(
    select a.name || ' ' || s.schema_name
    from meta_public.apis as a
    cross join lateral (
      select s.schema_name
      from meta_public.api_schemata as x
      join collections_public.schema as s on s.id = x.schema_id
      where x.api_id = a.id
      union all
      select x.schema_name from meta_public.api_extensions as x where x.api_id = a.id
    ) as s
    where a.database_id = sample
    order by 1
  ) <> array['meta collections_public', 'meta meta_public', 'public public_schema'] then
    raise exception 'the APIs of the sample database must show their schemas';
  end if;

  if not exists (
    select
    from meta_public.sites as s
    join meta_public.site_metadata as m on m.site_id = s.id
    join meta_public.site_themes as t on t.site_id = s.id
    where s.database_id = sample
      and s.description = 'Description goes here'
      and m.title = 'SEO-able title'
      and t.theme = '{"primaryColor": "#aeaeae"}'
  ) then
    raise exception 'the site of the sample database must have its texts and its theme';
  end if;

  if not exists (
    select
    from meta_public.rls_module as r
    join meta_public.apis as a on a.id = r.api_id
    join meta_public.user_auth_module as u on u.database_id = r.database_id
    where r.database_id = sample and a.name = 'public' and u.tokens_table_id = r.tokens_table_id
  ) then
    raise exception 'the sample database must have settings of rls_module and user_auth_module';
  end if;
end;
$$;
