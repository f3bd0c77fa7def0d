-- Verify pgpm-db-meta:schemas/collections_public/tables/table_grant/table on pg

select public.verify_table('collections_public.table_grant');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('database_id', 'uuid', true),
      ('table_id', 'uuid', true),
      ('privilege', 'text', true),
      ('role_name', 'text', true),
      ('field_ids', 'uuid[]', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.table_grant'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.table_grant lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.table_grant'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.table_grant must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.table_grant', 'table_grant_pkey');
select public.verify_constraint('collections_public.table_grant', 'db_fkey');
select public.verify_constraint('collections_public.table_grant', 'table_fkey');

select public.verify_index('collections_public.table_grant', 'table_grant_table_id_idx');
select public.verify_index('collections_public.table_grant', 'table_grant_database_id_idx');

select public.verify_policy('own', 'collections_public.table_grant');
select public.verify_policy('server', 'collections_public.table_grant');

select public.verify_table_grant('collections_public.table_grant', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.table_grant', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.table_grant', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.table_grant', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.table_grant', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.table_grant', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.table_grant', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.table_grant', 'DELETE', 'administrator');
