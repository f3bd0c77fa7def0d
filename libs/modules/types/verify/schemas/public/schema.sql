-- Verify pgpm-types:schemas/public/schema on pg

select public.verify_schema('public');
