-- Verify pgpm-verify:procedures/list_memberships on pg

select 'public.list_memberships(text)'::regprocedure;

do $$
begin
  if (select count(*) from public.list_memberships(current_user) as m where m.rolname = current_user) <> 1 then
    raise exception 'public.list_memberships(text) must list a role as a member of itself';
  end if;
  if not has_function_privilege('public', 'public.list_memberships(text)', 'execute') then
    raise exception 'everybody must be able to call public.list_memberships(text)';
  end if;
end
$$;
