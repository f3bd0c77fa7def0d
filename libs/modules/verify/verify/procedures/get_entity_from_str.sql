-- Verify pgpm-verify:procedures/get_entity_from_str on pg

select 'public.get_entity_from_str(text)'::regprocedure;

do $$
begin
  if public.get_entity_from_str('App."T b"') is distinct from 'T b' then
    raise exception 'public.get_entity_from_str(text) must return the object of a qualified name';
  end if;
  if not has_function_privilege('public', 'public.get_entity_from_str(text)', 'execute') then
    raise exception 'everybody must be able to call public.get_entity_from_str(text)';
  end if;
end
$$;
