-- Revert pgpm-measurements:schemas/measurements/schema from pg

drop schema measurements;
