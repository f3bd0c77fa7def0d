-- Verify pgpm-types:schemas/public/domains/single_select on pg

select public.verify_domain('public.single_select');
select '{"value": "a"}'::public.single_select;

do $$
begin
  perform '["value"]'::public.single_select;
  raise exception 'public.single_select must refuse an array';
exception
  when check_violation then null;
end
$$;
