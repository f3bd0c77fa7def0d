-- Verify pgpm-measurements:schemas/measurements/schema on pg

select public.verify_schema('measurements');

do $$
begin
  if pg_catalog.obj_description('measurements'::pg_catalog.regnamespace, 'pg_namespace') is null then
    raise exception 'schema measurements must have its comment';
  end if;
end;
$$;
