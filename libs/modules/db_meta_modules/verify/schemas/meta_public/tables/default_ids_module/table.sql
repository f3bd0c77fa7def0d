-- Verify pgpm-db-meta-modules:schemas/meta_public/tables/default_ids_module/table on pg

select public.verify_table('meta_public.default_ids_module');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('database_id', 'uuid', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.default_ids_module'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.default_ids_module lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.default_ids_module'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.default_ids_module must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.default_ids_module', 'default_ids_module_pkey');
select public.verify_constraint('meta_public.default_ids_module', 'db_fkey');

select public.verify_index('meta_public.default_ids_module', 'default_ids_module_database_id_idx');

select public.verify_policy('own', 'meta_public.default_ids_module');
select public.verify_policy('server', 'meta_public.default_ids_module');

select public.verify_table_grant('meta_public.default_ids_module', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.default_ids_module', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.default_ids_module', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.default_ids_module', 'DELETE', 'administrator');
