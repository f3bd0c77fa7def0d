-- Verify pgpm-db-meta:schemas/collections_public/tables/index/table on pg

select public.verify_table('collections_public.index');

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
      ('name', 'text', true),
      ('field_ids', 'uuid[]', false),
      ('include_field_ids', 'uuid[]', false),
      ('access_method', 'text', true),
      ('index_params', 'jsonb', false),
      ('where_clause', 'jsonb', false),
      ('is_unique', 'boolean', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.index'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.index lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.index'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.index must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.index', 'index_pkey');
select public.verify_constraint('collections_public.index', 'index_database_id_name_key');
select public.verify_constraint('collections_public.index', 'db_fkey');
select public.verify_constraint('collections_public.index', 'table_fkey');

select public.verify_index('collections_public.index', 'index_table_id_idx');
select public.verify_index('collections_public.index', 'index_database_id_idx');

select public.verify_policy('own', 'collections_public.index');
select public.verify_policy('server', 'collections_public.index');

select public.verify_table_grant('collections_public.index', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.index', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.index', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.index', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.index', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.index', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.index', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.index', 'DELETE', 'administrator');
