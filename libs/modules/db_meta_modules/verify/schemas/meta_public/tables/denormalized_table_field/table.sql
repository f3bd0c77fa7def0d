-- Verify pgpm-db-meta-modules:schemas/meta_public/tables/denormalized_table_field/table on pg

select public.verify_table('meta_public.denormalized_table_field');

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
      ('field_id', 'uuid', true),
      ('set_ids', 'uuid[]', false),
      ('ref_table_id', 'uuid', true),
      ('ref_field_id', 'uuid', true),
      ('ref_ids', 'uuid[]', false),
      ('use_updates', 'boolean', true),
      ('update_defaults', 'boolean', true),
      ('func_name', 'text', false),
      ('func_order', 'integer', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.denormalized_table_field'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.denormalized_table_field lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.denormalized_table_field'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.denormalized_table_field must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.denormalized_table_field', 'denormalized_table_field_pkey');
select public.verify_constraint('meta_public.denormalized_table_field', 'db_fkey');
select public.verify_constraint('meta_public.denormalized_table_field', 'table_fkey');
select public.verify_constraint('meta_public.denormalized_table_field', 'ref_table_fkey');
select public.verify_constraint('meta_public.denormalized_table_field', 'field_fkey');
select public.verify_constraint('meta_public.denormalized_table_field', 'ref_field_fkey');

select public.verify_index('meta_public.denormalized_table_field', 'denormalized_table_field_database_id_idx');
select public.verify_index('meta_public.denormalized_table_field', 'denormalized_table_field_table_id_idx');
select public.verify_index('meta_public.denormalized_table_field', 'denormalized_table_field_field_id_idx');
select public.verify_index('meta_public.denormalized_table_field', 'denormalized_table_field_ref_table_id_idx');
select public.verify_index('meta_public.denormalized_table_field', 'denormalized_table_field_ref_field_id_idx');

select public.verify_policy('own', 'meta_public.denormalized_table_field');
select public.verify_policy('server', 'meta_public.denormalized_table_field');

select public.verify_table_grant('meta_public.denormalized_table_field', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.denormalized_table_field', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.denormalized_table_field', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.denormalized_table_field', 'DELETE', 'administrator');
