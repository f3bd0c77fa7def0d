-- Verify pgpm-geotypes:schemas/public/schema on pg
-- pgpm: verify-always-passes every database has this schema, the change only stands for it

select public.verify_schema('public');
