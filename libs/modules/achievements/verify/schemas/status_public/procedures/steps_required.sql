-- Verify pgpm-achievements:schemas/status_public/procedures/steps_required on pg

select public.verify_function('status_public.steps_required(text, uuid)', 'authenticated');
select public.verify_function('status_public.steps_required(text, uuid)', 'anonymous');

do $$
begin
  if exists (select from status_public.steps_required(null, null)) then
    raise exception 'status_public.steps_required must give nothing without a level';
  end if;
end;
$$;
