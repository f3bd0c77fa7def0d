-- Verify pgpm-utils:schemas/utils/procedures/throw on pg

select 'utils.throw()'::pg_catalog.regprocedure;

do $$
begin
  if not exists (
    select
    from pg_catalog.pg_proc as p
    where p.oid = 'utils.throw()'::pg_catalog.regprocedure
      and p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype
  ) then
    raise exception 'utils.throw() must be a trigger function';
  end if;
  if not pg_catalog.has_function_privilege('public', 'utils.throw()', 'execute') then
    raise exception 'everybody must be able to call utils.throw()';
  end if;
end
$$;
