-- Verify pgpm-uuid:schemas/uuids/procedures/pseudo_order_seed_uuid on pg

select 'uuids.pseudo_order_seed_uuid(text)'::pg_catalog.regprocedure;

do $$
begin
  if uuids.pseudo_order_seed_uuid('tenant-a')::text !~ '^d1[0-9a-f]{6}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-' then
    raise exception 'uuids.pseudo_order_seed_uuid must give a uuid of version 4 after the prefix of the seed';
  end if;
  if not pg_catalog.has_function_privilege('public', 'uuids.pseudo_order_seed_uuid(text)', 'execute') then
    raise exception 'everybody must be able to call uuids.pseudo_order_seed_uuid(text)';
  end if;
end
$$;
