-- Verify pgpm-geotypes:schemas/public/domains/geopolygon on pg

select public.verify_domain('public.geopolygon');
select 'SRID=4326;POLYGON((0 0, 1 0, 1 1, 0 0))'::public.geopolygon;

do $$
begin
  perform 'SRID=3857;POLYGON((0 0, 1 0, 1 1, 0 0))'::public.geopolygon;
  raise exception 'public.geopolygon must refuse another reference system than WGS 84';
exception
  when invalid_parameter_value then null;
end
$$;
