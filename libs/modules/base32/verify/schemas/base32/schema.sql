-- Verify pgpm-base32:schemas/base32/schema on pg

select public.verify_schema('base32');
