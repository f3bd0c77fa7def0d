-- Verify pgpm-achievements:schemas/status_private/procedures/upsert_achievement on pg

select public.verify_function('status_private.upsert_achievement(uuid, text, int)', 'authenticated');
select public.verify_function('status_private.upsert_achievement(uuid, text, int)', 'anonymous');

do $$
begin
  if (
    select p.prosecdef from pg_catalog.pg_proc as p
    where p.oid = 'status_private.upsert_achievement(uuid, text, int)'::pg_catalog.regprocedure
  ) then
    raise exception 'status_private.upsert_achievement must be security invoker';
  end if;
end;
$$;
