-- Verify pgpm-db-meta:schemas/collections_public/tables/trigger/table on pg

select public.verify_table('collections_public.trigger');

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
      ('event', 'text', false),
      ('function_name', 'text', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.trigger'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.trigger lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.trigger'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.trigger must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.trigger', 'trigger_pkey');
select public.verify_constraint('collections_public.trigger', 'trigger_table_id_name_key');
select public.verify_constraint('collections_public.trigger', 'db_fkey');
select public.verify_constraint('collections_public.trigger', 'table_fkey');

select public.verify_index('collections_public.trigger', 'trigger_table_id_idx');
select public.verify_index('collections_public.trigger', 'trigger_database_id_idx');

select public.verify_policy('own', 'collections_public.trigger');
select public.verify_policy('server', 'collections_public.trigger');

select public.verify_table_grant('collections_public.trigger', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.trigger', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.trigger', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.trigger', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.trigger', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.trigger', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.trigger', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.trigger', 'DELETE', 'administrator');
