-- Verify pgpm-uuid:schemas/uuids/procedures/trigger_set_uuid_seed on pg

select 'uuids.trigger_set_uuid_seed()'::pg_catalog.regprocedure;

do $$
begin
  if not exists (
    select
    from pg_catalog.pg_proc as p
    where p.oid = 'uuids.trigger_set_uuid_seed()'::pg_catalog.regprocedure
      and p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype
  ) then
    raise exception 'uuids.trigger_set_uuid_seed() must be a trigger function';
  end if;
  if not pg_catalog.has_function_privilege('public', 'uuids.trigger_set_uuid_seed()', 'execute') then
    raise exception 'everybody must be able to call uuids.trigger_set_uuid_seed()';
  end if;
end
$$;
