-- Verify pgpm-types:schemas/public/domains/upload on pg

select public.verify_domain('public.upload');
select 'https://example.com/a.pdf'::public.upload;

do $$
begin
  perform 'https://exa mple.com'::public.upload;
  raise exception 'public.upload must refuse blanks';
exception
  when check_violation then null;
end
$$;
