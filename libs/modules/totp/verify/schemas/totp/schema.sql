-- Verify pgpm-totp:schemas/totp/schema on pg

select public.verify_schema('totp');
