-- Verify pgpm-db-meta:schemas/collections_public/tables/field/table on pg

select public.verify_table('collections_public.field');

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
      ('label', 'text', false),
      ('description', 'text', false),
      ('smart_tags', 'jsonb', false),
      ('is_required', 'boolean', true),
      ('default_value', 'text', false),
      ('is_hidden', 'boolean', true),
      ('type', 'public.citext', true),
      ('field_order', 'integer', true),
      ('regexp', 'text', false),
      ('chk', 'jsonb', false),
      ('chk_expr', 'jsonb', false),
      ('min', 'double precision', false),
      ('max', 'double precision', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.field'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.field lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.field'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.field must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.field', 'field_pkey');
select public.verify_constraint('collections_public.field', 'field_table_id_name_key');
select public.verify_constraint('collections_public.field', 'db_fkey');
select public.verify_constraint('collections_public.field', 'table_fkey');

select public.verify_index('collections_public.field', 'field_table_id_idx');
select public.verify_index('collections_public.field', 'field_database_id_idx');

select public.verify_policy('own', 'collections_public.field');
select public.verify_policy('server', 'collections_public.field');

select public.verify_table_grant('collections_public.field', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.field', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.field', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.field', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.field', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.field', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.field', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.field', 'DELETE', 'administrator');
