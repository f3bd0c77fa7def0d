-- Verify pgpm-db-meta:schemas/collections_public/tables/database_extension/table on pg

select public.verify_table('collections_public.database_extension');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('name', 'text', true),
      ('database_id', 'uuid', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.database_extension'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.database_extension lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.database_extension'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.database_extension must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.database_extension', 'database_extension_pkey');
select public.verify_constraint('collections_public.database_extension', 'database_extension_database_id_name_key');
select public.verify_constraint('collections_public.database_extension', 'ext_fkey');
select public.verify_constraint('collections_public.database_extension', 'db_fkey');

select public.verify_index('collections_public.database_extension', 'database_extension_database_id_idx');

select public.verify_policy('own', 'collections_public.database_extension');
select public.verify_policy('server', 'collections_public.database_extension');

select public.verify_table_grant('collections_public.database_extension', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.database_extension', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.database_extension', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.database_extension', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.database_extension', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.database_extension', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.database_extension', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.database_extension', 'DELETE', 'administrator');
