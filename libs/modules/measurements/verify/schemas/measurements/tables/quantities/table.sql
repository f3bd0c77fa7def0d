-- Verify pgpm-measurements:schemas/measurements/tables/quantities/table on pg

select public.verify_table('measurements.quantities');

select id, name, label, unit, unit_desc, description from measurements.quantities where false;

select public.verify_constraint('measurements.quantities', 'quantities_pkey');
select public.verify_index('measurements.quantities', 'quantities_name_key');

do $$
begin
  if pg_catalog.pg_get_serial_sequence('measurements.quantities', 'id')
    is distinct from 'measurements.quantities_id_seq'
  then
    raise exception 'measurements.quantities.id must take its values from measurements.quantities_id_seq';
  end if;
end;
$$;
