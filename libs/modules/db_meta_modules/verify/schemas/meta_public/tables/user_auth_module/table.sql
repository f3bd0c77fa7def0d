-- Verify pgpm-db-meta-modules:schemas/meta_public/tables/user_auth_module/table on pg

select public.verify_table('meta_public.user_auth_module');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('database_id', 'uuid', true),
      ('schema_id', 'uuid', true),
      ('emails_table_id', 'uuid', true),
      ('users_table_id', 'uuid', true),
      ('secrets_table_id', 'uuid', true),
      ('encrypted_table_id', 'uuid', true),
      ('tokens_table_id', 'uuid', true),
      ('audits_table_id', 'uuid', true),
      ('audits_table_name', 'text', true),
      ('sign_in_function', 'text', true),
      ('sign_up_function', 'text', true),
      ('sign_out_function', 'text', true),
      ('set_password_function', 'text', true),
      ('reset_password_function', 'text', true),
      ('forgot_password_function', 'text', true),
      ('send_verification_email_function', 'text', true),
      ('verify_email_function', 'text', true),
      ('verify_password_function', 'text', true),
      ('check_password_function', 'text', true),
      ('send_account_deletion_email_function', 'text', true),
      ('delete_account_function', 'text', true),
      ('sign_in_one_time_token_function', 'text', true),
      ('one_time_token_function', 'text', true),
      ('extend_token_expires', 'text', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.user_auth_module'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.user_auth_module lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.user_auth_module'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.user_auth_module must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.user_auth_module', 'user_auth_module_pkey');
select public.verify_constraint('meta_public.user_auth_module', 'db_fkey');
select public.verify_constraint('meta_public.user_auth_module', 'schema_fkey');
select public.verify_constraint('meta_public.user_auth_module', 'email_table_fkey');
select public.verify_constraint('meta_public.user_auth_module', 'users_table_fkey');
select public.verify_constraint('meta_public.user_auth_module', 'secrets_table_fkey');
select public.verify_constraint('meta_public.user_auth_module', 'encrypted_table_fkey');
select public.verify_constraint('meta_public.user_auth_module', 'tokens_table_fkey');

select public.verify_index('meta_public.user_auth_module', 'user_auth_module_database_id_idx');
select public.verify_index('meta_public.user_auth_module', 'user_auth_module_schema_id_idx');
select public.verify_index('meta_public.user_auth_module', 'user_auth_module_emails_table_id_idx');
select public.verify_index('meta_public.user_auth_module', 'user_auth_module_users_table_id_idx');
select public.verify_index('meta_public.user_auth_module', 'user_auth_module_secrets_table_id_idx');
select public.verify_index('meta_public.user_auth_module', 'user_auth_module_encrypted_table_id_idx');
select public.verify_index('meta_public.user_auth_module', 'user_auth_module_tokens_table_id_idx');

select public.verify_policy('own', 'meta_public.user_auth_module');
select public.verify_policy('server', 'meta_public.user_auth_module');

select public.verify_table_grant('meta_public.user_auth_module', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.user_auth_module', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.user_auth_module', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.user_auth_module', 'DELETE', 'administrator');
