-- Verify pgpm-db-meta:schemas/collections_public/tables/table/table on pg

select public.verify_table('collections_public.table');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('database_id', 'uuid', true),
      ('schema_id', 'uuid', true),
      ('name', 'text', true),
      ('label', 'text', false),
      ('description', 'text', false),
      ('smart_tags', 'jsonb', false),
      ('is_system', 'boolean', false),
      ('use_rls', 'boolean', true),
      ('timestamps', 'boolean', true),
      ('peoplestamps', 'boolean', true),
      ('plural_name', 'text', false),
      ('singular_name', 'text', false),
      ('inherits_id', 'uuid', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.table'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.table lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.table'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.table must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.table', 'table_pkey');
select public.verify_constraint('collections_public.table', 'table_database_id_name_key');
select public.verify_constraint('collections_public.table', 'db_fkey');
select public.verify_constraint('collections_public.table', 'schema_fkey');
select public.verify_constraint('collections_public.table', 'table_inherits_id_fkey');

select public.verify_index('collections_public.table', 'table_schema_id_idx');
select public.verify_index('collections_public.table', 'table_database_id_idx');
select public.verify_index('collections_public.table', 'table_inherits_id_idx');

select public.verify_policy('own', 'collections_public.table');
select public.verify_policy('server', 'collections_public.table');

select public.verify_table_grant('collections_public.table', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.table', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.table', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.table', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.table', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.table', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.table', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.table', 'DELETE', 'administrator');
