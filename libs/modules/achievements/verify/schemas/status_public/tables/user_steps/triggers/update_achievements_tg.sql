-- Verify pgpm-achievements:schemas/status_public/tables/user_steps/triggers/update_achievements_tg on pg

select public.verify_function('status_private.tg_update_achievements_tg()');
select public.verify_trigger('status_public.update_achievements_tg');

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'status_public.user_steps'::pg_catalog.regclass
      and t.tgname = 'update_achievements_tg'
      and t.tgfoid = 'status_private.tg_update_achievements_tg()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception 'update_achievements_tg must run status_private.tg_update_achievements_tg()';
  end if;
  if pg_catalog.has_function_privilege('anonymous', 'status_private.tg_update_achievements_tg()', 'execute')
    or pg_catalog.has_function_privilege('authenticated', 'status_private.tg_update_achievements_tg()', 'execute')
  then
    raise exception 'nobody must be able to attach status_private.tg_update_achievements_tg() to a table';
  end if;
end;
$$;
