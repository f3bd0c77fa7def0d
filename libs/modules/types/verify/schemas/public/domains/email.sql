-- Verify pgpm-types:schemas/public/domains/email on pg

select public.verify_domain('public.email');
select 'Ann+tag@example.co.uk'::public.email;

do $$
begin
  perform 'ann@x..com'::public.email;
  raise exception 'public.email must refuse an empty label';
exception
  when check_violation then null;
end
$$;
