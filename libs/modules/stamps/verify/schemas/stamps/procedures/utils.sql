-- Verify pgpm-stamps:schemas/stamps/procedures/utils on pg

select 'stamps.timestamps()'::pg_catalog.regprocedure, 'stamps.peoplestamps()'::pg_catalog.regprocedure;

do $$
begin
  if exists (
    select
    from pg_catalog.unnest(array['stamps.timestamps()', 'stamps.peoplestamps()']::pg_catalog.regprocedure[]) as f (oid)
    join pg_catalog.pg_proc as p on p.oid = f.oid
    where p.prorettype <> 'pg_catalog.trigger'::pg_catalog.regtype
  ) then
    raise exception 'stamps.timestamps() and stamps.peoplestamps() must be trigger functions';
  end if;
  if not pg_catalog.has_function_privilege('authenticated', 'stamps.timestamps()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'stamps.timestamps()', 'execute')
    or not pg_catalog.has_function_privilege('authenticated', 'stamps.peoplestamps()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'stamps.peoplestamps()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call the functions of schema stamps';
  end if;
end
$$;
