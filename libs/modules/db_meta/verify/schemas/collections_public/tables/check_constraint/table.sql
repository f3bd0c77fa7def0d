-- Verify pgpm-db-meta:schemas/collections_public/tables/check_constraint/table on pg

select public.verify_table('collections_public.check_constraint');

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
      ('type', 'text', false),
      ('field_ids', 'uuid[]', true),
      ('expr', 'jsonb', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.check_constraint'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.check_constraint lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.check_constraint'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.check_constraint must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.check_constraint', 'check_constraint_pkey');
select public.verify_constraint('collections_public.check_constraint', 'check_constraint_table_id_name_key');
select public.verify_constraint('collections_public.check_constraint', 'check_constraint_field_ids_check');
select public.verify_constraint('collections_public.check_constraint', 'db_fkey');
select public.verify_constraint('collections_public.check_constraint', 'table_fkey');

select public.verify_index('collections_public.check_constraint', 'check_constraint_table_id_idx');
select public.verify_index('collections_public.check_constraint', 'check_constraint_database_id_idx');

select public.verify_policy('own', 'collections_public.check_constraint');
select public.verify_policy('server', 'collections_public.check_constraint');

select public.verify_table_grant('collections_public.check_constraint', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.check_constraint', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.check_constraint', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.check_constraint', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.check_constraint', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.check_constraint', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.check_constraint', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.check_constraint', 'DELETE', 'administrator');
