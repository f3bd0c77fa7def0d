-- Verify pgpm-types:schemas/public/domains/attachment on pg

select public.verify_domain('public.attachment');
select '{"url": "https://example.com/a.png", "mime": "image/png"}'::public.attachment;

do $$
begin
  perform '{"url": null, "mime": "image/png"}'::public.attachment;
  raise exception 'public.attachment must refuse a url that is null';
exception
  when check_violation then null;
end
$$;
