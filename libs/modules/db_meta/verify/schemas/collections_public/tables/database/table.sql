-- Verify pgpm-db-meta:schemas/collections_public/tables/database/table on pg

select public.verify_table('collections_public.database');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('owner_id', 'uuid', false),
      ('schema_hash', 'text', false),
      ('schema_name', 'text', false),
      ('private_schema_name', 'text', false),
      ('name', 'text', false),
      ('label', 'text', false),
      ('hash', 'uuid', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.database'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.database lacks columns, or has them with another type: %', wrong;
  end if;
end;
$$;

select public.verify_constraint('collections_public.database', 'database_pkey');
select public.verify_constraint('collections_public.database', 'database_schema_hash_key');
select public.verify_constraint('collections_public.database', 'database_schema_name_key');
select public.verify_constraint('collections_public.database', 'database_private_schema_name_key');
select public.verify_constraint('collections_public.database', 'db_namechk');

select public.verify_policy('own', 'collections_public.database');
select public.verify_policy('server', 'collections_public.database');

select public.verify_table_grant('collections_public.database', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.database', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.database', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.database', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.database', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.database', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.database', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.database', 'DELETE', 'administrator');
