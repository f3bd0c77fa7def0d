-- Verify pgpm-achievements:schemas/status_public/procedures/user_achieved on pg

select public.verify_function('status_public.user_achieved(text, uuid)', 'authenticated');
select public.verify_function('status_public.user_achieved(text, uuid)', 'anonymous');

do $$
begin
  if status_public.user_achieved(null, null) is distinct from true then
    raise exception 'status_public.user_achieved must be true without a level';
  end if;
end;
$$;
