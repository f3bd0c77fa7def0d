-- Verify pgpm-verify:procedures/get_schema_from_str on pg

select 'public.get_schema_from_str(text)'::regprocedure;

do $$
begin
  if public.get_schema_from_str('App."T b"') is distinct from 'app'
    or public.get_schema_from_str('t') is distinct from 'public' then
    raise exception 'public.get_schema_from_str(text) must return the schema of a name, or public';
  end if;
  if not has_function_privilege('public', 'public.get_schema_from_str(text)', 'execute') then
    raise exception 'everybody must be able to call public.get_schema_from_str(text)';
  end if;
end
$$;
