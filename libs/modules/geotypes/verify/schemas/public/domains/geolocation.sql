-- Verify pgpm-geotypes:schemas/public/domains/geolocation on pg

select public.verify_domain('public.geolocation');
select 'SRID=4326;POINT(2.35 48.85)'::public.geolocation;

do $$
begin
  perform 'SRID=3857;POINT(2.35 48.85)'::public.geolocation;
  raise exception 'public.geolocation must refuse another reference system than WGS 84';
exception
  when invalid_parameter_value then null;
end
$$;
