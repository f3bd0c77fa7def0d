-- Verify pgpm-verify:procedures/verify_membership on pg

select 'public.verify_membership(text, text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_membership(current_user, current_user) is distinct from true then
    raise exception 'public.verify_membership(text, text) must be true for what exists';
  end if;
  begin
    perform public.verify_membership(current_user, 'missing role');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent member --> ' || current_user then
    raise exception 'public.verify_membership(text, text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_membership(text, text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_membership(text, text)';
  end if;
end
$$;
