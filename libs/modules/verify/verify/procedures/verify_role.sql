-- Verify pgpm-verify:procedures/verify_role on pg

select 'public.verify_role(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_role(current_user) is distinct from true then
    raise exception 'public.verify_role(text) must be true for what exists';
  end if;
  begin
    perform public.verify_role('missing role');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent user --> missing role' then
    raise exception 'public.verify_role(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_role(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_role(text)';
  end if;
end
$$;
