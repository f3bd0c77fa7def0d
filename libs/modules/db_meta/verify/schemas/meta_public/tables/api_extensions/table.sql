-- Verify pgpm-db-meta:schemas/meta_public/tables/api_extensions/table on pg

select public.verify_table('meta_public.api_extensions');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('schema_name', 'text', false),
      ('database_id', 'uuid', true),
      ('api_id', 'uuid', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.api_extensions'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.api_extensions lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.api_extensions'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.api_extensions must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.api_extensions', 'api_extensions_pkey');
select public.verify_constraint('meta_public.api_extensions', 'api_extensions_schema_name_api_id_key');
select public.verify_constraint('meta_public.api_extensions', 'db_fkey');
select public.verify_constraint('meta_public.api_extensions', 'api_fkey');

select public.verify_index('meta_public.api_extensions', 'api_extension_database_id_idx');
select public.verify_index('meta_public.api_extensions', 'api_extension_api_id_idx');

select public.verify_policy('own', 'meta_public.api_extensions');
select public.verify_policy('server', 'meta_public.api_extensions');

select public.verify_table_grant('meta_public.api_extensions', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.api_extensions', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.api_extensions', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.api_extensions', 'DELETE', 'administrator');
