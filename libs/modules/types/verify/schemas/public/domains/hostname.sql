-- Verify pgpm-types:schemas/public/domains/hostname on pg

select public.verify_domain('public.hostname');
select 'a-b.example.com'::public.hostname;

do $$
begin
  perform 'a-.example.com'::public.hostname;
  raise exception 'public.hostname must refuse a label that ends with a hyphen';
exception
  when check_violation then null;
end
$$;
