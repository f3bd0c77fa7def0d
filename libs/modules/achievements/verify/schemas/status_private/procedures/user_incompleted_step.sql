-- Verify pgpm-achievements:schemas/status_private/procedures/user_incompleted_step on pg

select public.verify_function('status_private.user_incompleted_step(text, uuid)', 'authenticated');

do $$
begin
  if pg_catalog.has_function_privilege('anonymous', 'status_private.user_incompleted_step(text, uuid)', 'execute') then
    raise exception 'anonymous must not execute status_private.user_incompleted_step';
  end if;
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'status_private.user_incompleted_step(text, uuid)'::pg_catalog.regprocedure
      and p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'status_private.user_incompleted_step must be security definer and pin its search_path';
  end if;
end;
$$;
