-- Deploy pgpm-verify:procedures/verify_function to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_function(_name text, _user text default null) returns boolean
language plpgsql stable
set search_path = ''
as $$
declare
  -- The name, and what follows it from the first parenthesis outside of double quotes on: the types of the arguments.
  parts constant text[] := pg_catalog.regexp_match(_name, '^((?:[^"(]|"[^"]*")*)(\(.*)?$');
  schema_name constant text := public.get_schema_from_str(coalesce(parts[1], _name));
  routine_name constant text := public.get_entity_from_str(coalesce(parts[1], _name));
  arguments constant text := parts[2];
  caller constant text := case when arguments is null then _user else coalesce(_user, current_user) end;
  routines oid[];
begin
  if arguments is null then
    routines := array(
      select p.oid
      from pg_catalog.pg_proc as p
      join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
      where n.nspname = schema_name and p.proname = routine_name
    );
  else
    begin
      -- A type without a schema is in pg_catalog or in public, whatever the search_path of the caller is.
      perform pg_catalog.set_config('search_path', 'pg_catalog, public, pg_temp', true);
      routines := array[pg_catalog.to_regprocedure(pg_catalog.format('%I.%I%s', schema_name, routine_name, arguments))];
      perform pg_catalog.set_config('search_path', '', true);
    exception
      when insufficient_privilege then
        raise;
      -- For unknown types and wrong syntax, where PostgreSQL 16 and later find nothing.
      when syntax_error_or_access_rule_violation or invalid_schema_name or data_exception
        or feature_not_supported or program_limit_exceeded then
        routines := null;
    end;
    routines := pg_catalog.array_remove(routines, null);
  end if;

  if coalesce(pg_catalog.cardinality(routines), 0) = 0 then
    raise exception 'Nonexistent function --> %', _name using hint = 'Please check';
  end if;
  if caller is null then
    return true;
  end if;
  if caller <> 'public' and not exists (select from pg_catalog.pg_roles as r where r.rolname = caller) then
    raise exception 'Nonexistent function --> %', _name
      using hint = 'Please check', detail = pg_catalog.format('Role "%s" does not exist.', caller);
  end if;
  if not exists (
    select from pg_catalog.unnest(routines) as routine(id)
    where pg_catalog.has_function_privilege(caller::name, routine.id, 'execute')
  ) then
    raise exception 'Nonexistent function --> %', _name
      using hint = 'Please check', detail = pg_catalog.format('Role "%s" may not execute it.', caller);
  end if;
  return true;
end
$$;

comment on function public.verify_function(text, text) is
  'True when the routine _name exists, else an exception. With argument types, as in app.f(integer), that overload must
exist and _user (default: the current user) may execute it; without, any overload, and _user only counts when given.';

grant execute on function public.verify_function(text, text) to public;
