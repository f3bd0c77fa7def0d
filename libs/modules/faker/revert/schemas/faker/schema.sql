-- Revert pgpm-faker:schemas/faker/schema from pg

drop schema faker;
