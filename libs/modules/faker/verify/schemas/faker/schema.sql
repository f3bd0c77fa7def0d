-- Verify pgpm-faker:schemas/faker/schema on pg

select public.verify_schema('faker');
