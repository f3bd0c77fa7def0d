-- Verify pgpm-uuid:schemas/uuids/procedures/pseudo_order_uuid on pg

select 'uuids.pseudo_order_uuid()'::pg_catalog.regprocedure;

do $$
begin
  if uuids.pseudo_order_uuid()::text !~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-'
    or pg_catalog.left(uuids.pseudo_order_uuid()::text, 4) <> pg_catalog.left(uuids.pseudo_order_uuid()::text, 4)
    or uuids.pseudo_order_uuid() = uuids.pseudo_order_uuid() then
    raise exception 'uuids.pseudo_order_uuid must give different uuids of version 4 with the prefix of the week';
  end if;
  if not pg_catalog.has_function_privilege('public', 'uuids.pseudo_order_uuid()', 'execute') then
    raise exception 'everybody must be able to call uuids.pseudo_order_uuid()';
  end if;
end
$$;
