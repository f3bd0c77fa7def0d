-- Verify pgpm-db-meta:schemas/collections_public/tables/extension/table on pg

select public.verify_table('collections_public.extension');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('name', 'text', true),
      ('public_schemas', 'text[]', false),
      ('private_schemas', 'text[]', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'collections_public.extension'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'collections_public.extension lacks columns, or has them with another type: %', wrong;
  end if;
end;
$$;

select public.verify_constraint('collections_public.extension', 'extension_pkey');

select public.verify_table_grant('collections_public.extension', 'SELECT', 'authenticated');
select public.verify_table_grant('collections_public.extension', 'SELECT', 'administrator');
select public.verify_table_grant('collections_public.extension', 'INSERT', 'administrator');
select public.verify_table_grant('collections_public.extension', 'UPDATE', 'administrator');
select public.verify_table_grant('collections_public.extension', 'DELETE', 'administrator');

do $$
begin
  if (
    select pg_catalog.count(*) from collections_public.extension as e
    where (e.name, e.public_schemas, e.private_schemas) in (
      ('collections', array['collections_public'], array['collections_private']),
      ('meta', array['meta_public'], array['meta_private'])
    )
  ) <> 2 then
    raise exception 'collections_public.extension must have the extensions collections and meta';
  end if;
end;
$$;
