-- Deploy pgpm-geotypes:schemas/public/domains/geopolygon to pg
-- requires: schemas/public/schema

-- PostGIS may live in any schema, so the name of its type is completed here.
do $$
declare
  postgis_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'postgis'
  );
begin
  if postgis_schema is null then
    raise exception 'extension "postgis" is not installed'
      using errcode = 'undefined_object', hint = 'Run: create extension postgis';
  end if;
  execute pg_catalog.format('create domain public.geopolygon as %I.geometry(Polygon, 4326)', postgis_schema);
end
$$;

comment on domain public.geopolygon is '@name launchqlInternalTypeGeoPolygon';
