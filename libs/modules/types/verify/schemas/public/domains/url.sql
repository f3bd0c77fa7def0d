-- Verify pgpm-types:schemas/public/domains/url on pg

select public.verify_domain('public.url');
select 'https://example.com/a?b#c'::public.url;

do $$
begin
  perform 'https://exa mple.com'::public.url;
  raise exception 'public.url must refuse blanks';
exception
  when check_violation then null;
end
$$;
