-- Revert pgpm-measurements:schemas/measurements/tables/quantities/table from pg

drop table measurements.quantities;
