-- Verify pgpm-types:schemas/public/domains/origin on pg

select public.verify_domain('public.origin');
select 'https://example.com:8080'::public.origin;

do $$
begin
  perform 'https://example.com/'::public.origin;
  raise exception 'public.origin must refuse a path';
exception
  when check_violation then null;
end
$$;
