-- Verify pgpm-db-meta:schemas/collections_public/tables/rls_function/table on pg

select public.verify_table('collections_public.rls_function');

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
      ('name', 'text', false),
      ('label', 'text', false),
      ('description', 'text', false),
      ('data', 'jsonb', false),
      ('inline', 'boolean', false),
      ('security', 'integer', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.rls_function'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.rls_function lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.rls_function'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.rls_function must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.rls_function', 'rls_function_pkey');
select public.verify_constraint('collections_public.rls_function', 'rls_function_database_id_name_key');
select public.verify_constraint('collections_public.rls_function', 'db_fkey');
select public.verify_constraint('collections_public.rls_function', 'table_fkey');

select public.verify_index('collections_public.rls_function', 'rls_function_table_id_idx');
select public.verify_index('collections_public.rls_function', 'rls_function_database_id_idx');

select public.verify_policy('own', 'collections_public.rls_function');
select public.verify_policy('server', 'collections_public.rls_function');

select public.verify_table_grant('collections_public.rls_function', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.rls_function', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.rls_function', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.rls_function', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.rls_function', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.rls_function', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.rls_function', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.rls_function', 'DELETE', 'administrator');
