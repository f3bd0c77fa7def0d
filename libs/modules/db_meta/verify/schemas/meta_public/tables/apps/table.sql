-- Verify pgpm-db-meta:schemas/meta_public/tables/apps/table on pg

select public.verify_table('meta_public.apps');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('database_id', 'uuid', true),
      ('site_id', 'uuid', true),
      ('name', 'text', false),
      ('app_image', 'public.image', false),
      ('app_store_link', 'public.url', false),
      ('app_store_id', 'text', false),
      ('app_id_prefix', 'text', false),
      ('play_store_link', 'public.url', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.apps'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.apps lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.apps'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.apps must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.apps', 'apps_pkey');
select public.verify_constraint('meta_public.apps', 'apps_site_id_key');
select public.verify_constraint('meta_public.apps', 'db_fkey');
select public.verify_constraint('meta_public.apps', 'apps_site_id_fkey');

select public.verify_index('meta_public.apps', 'apps_site_id_idx');
select public.verify_index('meta_public.apps', 'apps_database_id_idx');

select public.verify_policy('own', 'meta_public.apps');
select public.verify_policy('server', 'meta_public.apps');

select public.verify_table_grant('meta_public.apps', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.apps', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.apps', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.apps', 'DELETE', 'administrator');
