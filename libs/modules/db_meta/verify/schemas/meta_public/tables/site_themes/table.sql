-- Verify pgpm-db-meta:schemas/meta_public/tables/site_themes/table on pg

select public.verify_table('meta_public.site_themes');

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
      ('theme', 'jsonb', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.site_themes'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.site_themes lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.site_themes'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.site_themes must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.site_themes', 'site_themes_pkey');
select public.verify_constraint('meta_public.site_themes', 'db_fkey');
select public.verify_constraint('meta_public.site_themes', 'site_themes_site_id_fkey');

select public.verify_index('meta_public.site_themes', 'site_themes_site_id_idx');
select public.verify_index('meta_public.site_themes', 'site_themes_database_id_idx');

select public.verify_policy('own', 'meta_public.site_themes');
select public.verify_policy('server', 'meta_public.site_themes');

select public.verify_table_grant('meta_public.site_themes', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.site_themes', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.site_themes', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.site_themes', 'DELETE', 'administrator');
