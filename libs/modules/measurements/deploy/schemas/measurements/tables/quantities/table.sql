-- Deploy pgpm-measurements:schemas/measurements/tables/quantities/table to pg
-- requires: schemas/measurements/schema

create table measurements.quantities (
  id serial constraint quantities_pkey primary key,
  name text,
  label text,
  unit text,
  unit_desc text,
  description text
);

-- A quantity stands in the catalogue once. Names that are NULL do not count.
create unique index quantities_name_key on measurements.quantities (name);

comment on table measurements.quantities is
  'Catalogue of physical quantities. The ids 1 to 47 are delivered with the module; rows of your own follow.';
comment on column measurements.quantities.name is 'Name for programs, in camel case, such as ElectricCharge.';
comment on column measurements.quantities.label is 'Name for people.';
comment on column measurements.quantities.unit is
  'Symbol of the coherent SI unit, or of the customary one for data and ratios; NULL where there is none.';
comment on column measurements.quantities.unit_desc is 'Name of the unit in words; NULL where there is none.';
comment on column measurements.quantities.description is 'What the quantity is, in one sentence.';
