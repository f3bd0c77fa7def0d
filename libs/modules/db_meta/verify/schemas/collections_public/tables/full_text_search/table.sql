-- Verify pgpm-db-meta:schemas/collections_public/tables/full_text_search/table on pg

select public.verify_table('collections_public.full_text_search');

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
      ('field_ids', 'uuid[]', true),
      ('weights', 'text[]', true),
      ('langs', 'text[]', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.full_text_search'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.full_text_search lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'collections_public.full_text_search'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'collections_public.full_text_search must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('collections_public.full_text_search', 'full_text_search_pkey');
select public.verify_constraint('collections_public.full_text_search', 'full_text_search_check');
select public.verify_constraint('collections_public.full_text_search', 'db_fkey');
select public.verify_constraint('collections_public.full_text_search', 'table_fkey');

select public.verify_index('collections_public.full_text_search', 'full_text_search_table_id_idx');
select public.verify_index('collections_public.full_text_search', 'full_text_search_database_id_idx');

select public.verify_policy('own', 'collections_public.full_text_search');
select public.verify_policy('server', 'collections_public.full_text_search');

select public.verify_table_grant('collections_public.full_text_search', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.full_text_search', 'INSERT', 'authenticated');
select public.verify_table_grant('collections_public.full_text_search', 'UPDATE', 'authenticated');
select public.verify_table_grant('collections_public.full_text_search', 'DELETE', 'authenticated');
select public.verify_table_grant('collections_public.full_text_search', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.full_text_search', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.full_text_search', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.full_text_search', 'DELETE', 'administrator');
