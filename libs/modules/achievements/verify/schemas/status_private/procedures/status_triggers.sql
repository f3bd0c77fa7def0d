-- Verify pgpm-achievements:schemas/status_private/procedures/status_triggers on pg

select public.verify_function('status_private.tg_achievement()', 'authenticated');
select public.verify_function('status_private.tg_achievement()', 'anonymous');
select public.verify_function('status_private.tg_achievement_toggle()', 'authenticated');
select public.verify_function('status_private.tg_achievement_toggle()', 'anonymous');
select public.verify_function('status_private.tg_achievement_boolean()', 'authenticated');
select public.verify_function('status_private.tg_achievement_boolean()', 'anonymous');
select public.verify_function('status_private.tg_achievement_toggle_boolean()', 'authenticated');
select public.verify_function('status_private.tg_achievement_toggle_boolean()', 'anonymous');

select public.verify_function(
  'status_private.count_step(text[], oid, text, record, record, boolean, boolean)', 'anonymous'
);

do $$
begin
  if (
    select count(*) from pg_catalog.pg_proc as p
    where p.oid in (
        'status_private.tg_achievement()'::pg_catalog.regprocedure,
        'status_private.tg_achievement_toggle()'::pg_catalog.regprocedure,
        'status_private.tg_achievement_boolean()'::pg_catalog.regprocedure,
        'status_private.tg_achievement_toggle_boolean()'::pg_catalog.regprocedure,
        'status_private.count_step(text[], oid, text, record, record, boolean, boolean)'::pg_catalog.regprocedure
      )
      and not p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) <> 5 then
    raise exception 'the trigger functions and what they call must be security invoker and pin their search_path';
  end if;
end;
$$;
