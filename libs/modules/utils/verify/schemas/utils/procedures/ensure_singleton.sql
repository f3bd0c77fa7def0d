-- Verify pgpm-utils:schemas/utils/procedures/ensure_singleton on pg

select 'utils.ensure_singleton()'::pg_catalog.regprocedure;

do $$
begin
  if not exists (
    select
    from pg_catalog.pg_proc as p
    where p.oid = 'utils.ensure_singleton()'::pg_catalog.regprocedure
      and p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype
      and p.prosecdef
  ) then
    raise exception 'utils.ensure_singleton() must be a trigger function of its owner';
  end if;
  if not pg_catalog.has_function_privilege('public', 'utils.ensure_singleton()', 'execute') then
    raise exception 'everybody must be able to call utils.ensure_singleton()';
  end if;
end
$$;
