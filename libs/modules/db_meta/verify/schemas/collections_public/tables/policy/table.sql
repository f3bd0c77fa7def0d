-- Verify pgpm-db-meta:schemas/collections_public/tables/policy/table on pg

select public.verify_table('collections_public.policy');

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
      ('role_name', 'text', false),
      ('privilege', 'text', false),
      ('permissive', 'boolean', false),
      ('disabled', 'boolean', false),
      ('template', 'text', false),
      ('data', 'jsonb', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.policy'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.policy lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.policy'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.policy must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.policy', 'policy_pkey');
select public.verify_constraint('collections_public.policy', 'policy_table_id_name_key');
select public.verify_constraint('collections_public.policy', 'db_fkey');
select public.verify_constraint('collections_public.policy', 'table_fkey');

select public.verify_index('collections_public.policy', 'policy_table_id_idx');
select public.verify_index('collections_public.policy', 'policy_database_id_idx');

select public.verify_policy('own', 'collections_public.policy');
select public.verify_policy('server', 'collections_public.policy');

select public.verify_table_grant('collections_public.policy', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.policy', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.policy', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.policy', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.policy', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.policy', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.policy', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.policy', 'DELETE', 'administrator');
