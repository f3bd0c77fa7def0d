-- Verify pgpm-db-meta:schemas/meta_public/tables/sites/table on pg

select public.verify_table('meta_public.sites');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('database_id', 'uuid', true),
      ('title', 'text', false),
      ('description', 'text', false),
      ('og_image', 'public.image', false),
      ('favicon', 'public.attachment', false),
      ('apple_touch_icon', 'public.image', false),
      ('logo', 'public.image', false),
      ('dbname', 'text', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.sites'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.sites lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.sites'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.sites must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.sites', 'sites_pkey');
select public.verify_constraint('meta_public.sites', 'max_title');
select public.verify_constraint('meta_public.sites', 'max_descr');
select public.verify_constraint('meta_public.sites', 'db_fkey');

select public.verify_index('meta_public.sites', 'sites_database_id_idx');

select public.verify_policy('own', 'meta_public.sites');
select public.verify_policy('server', 'meta_public.sites');

select public.verify_table_grant('meta_public.sites', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.sites', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.sites', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.sites', 'DELETE', 'administrator');
