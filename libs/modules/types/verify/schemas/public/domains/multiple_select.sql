-- Verify pgpm-types:schemas/public/domains/multiple_select on pg

select public.verify_domain('public.multiple_select');
select '{"value": ["a", "b"]}'::public.multiple_select;

do $$
begin
  perform '["value"]'::public.multiple_select;
  raise exception 'public.multiple_select must refuse an array';
exception
  when check_violation then null;
end
$$;
