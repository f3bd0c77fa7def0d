-- Verify pgpm-encrypted-secrets-table:schemas/secrets_schema/tables/secrets_table/table on pg

select public.verify_table('secrets_schema.secrets_table');

select id, secrets_owned_field, name, secrets_value_field, secrets_enc_field
from secrets_schema.secrets_table
where false;

select public.verify_constraint('secrets_schema.secrets_table', 'secrets_table_secrets_owned_field_name_key');
select public.verify_constraint('secrets_schema.secrets_table', 'secrets_table_secrets_enc_field_check');
select public.verify_security('secrets_schema.secrets_table');
select public.verify_policy('own_secrets', 'secrets_schema.secrets_table');
