-- Verify pgpm-types:schemas/public/domains/image on pg

select public.verify_domain('public.image');
select '{"url": "https://example.com/a.png", "mime": "image/png"}'::public.image;

do $$
begin
  perform '{"url": null, "mime": "image/png"}'::public.image;
  raise exception 'public.image must refuse a url that is null';
exception
  when check_violation then null;
end
$$;
