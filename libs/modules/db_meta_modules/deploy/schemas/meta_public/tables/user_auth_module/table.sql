-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/user_auth_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.user_auth_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  emails_table_id uuid not null default public.uuid_nil(),
  users_table_id uuid not null default public.uuid_nil(),
  secrets_table_id uuid not null default public.uuid_nil(),
  encrypted_table_id uuid not null default public.uuid_nil(),
  tokens_table_id uuid not null default public.uuid_nil(),
  audits_table_id uuid not null default public.uuid_nil(),
  audits_table_name text not null default 'audit_logs',
  sign_in_function text not null default 'login',
  sign_up_function text not null default 'register',
  sign_out_function text not null default 'logout',
  set_password_function text not null default 'set_password',
  reset_password_function text not null default 'reset_password',
  forgot_password_function text not null default 'forgot_password',
  send_verification_email_function text not null default 'send_verification_email',
  verify_email_function text not null default 'verify_email',
  verify_password_function text not null default 'verify_password',
  check_password_function text not null default 'check_password',
  send_account_deletion_email_function text not null default 'send_account_deletion_email',
  delete_account_function text not null default 'confirm_delete_account',
  sign_in_one_time_token_function text not null default 'login_one_time_token',
  one_time_token_function text not null default 'one_time_token',
  extend_token_expires text not null default 'extend_token_expires',
  constraint user_auth_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint email_table_fkey foreign key (emails_table_id) references collections_public.table (id) on delete cascade,
  constraint users_table_fkey foreign key (users_table_id) references collections_public.table (id) on delete cascade,
  constraint secrets_table_fkey foreign key (secrets_table_id)
    references collections_public.table (id) on delete cascade,
  constraint encrypted_table_fkey foreign key (encrypted_table_id)
    references collections_public.table (id) on delete cascade,
  constraint tokens_table_fkey foreign key (tokens_table_id)
    references collections_public.table (id) on delete cascade
);

comment on table meta_public.user_auth_module is 'Settings of a module of a database: sign-up, sign-in and passwords.';
comment on column meta_public.user_auth_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.user_auth_module.audits_table_name is 'Name of the table.';
comment on column meta_public.user_auth_module.sign_in_function is 'Name of the function.';
comment on column meta_public.user_auth_module.sign_up_function is 'Name of the function.';
comment on column meta_public.user_auth_module.sign_out_function is 'Name of the function.';
comment on column meta_public.user_auth_module.set_password_function is 'Name of the function.';
comment on column meta_public.user_auth_module.reset_password_function is 'Name of the function.';
comment on column meta_public.user_auth_module.forgot_password_function is 'Name of the function.';
comment on column meta_public.user_auth_module.send_verification_email_function is 'Name of the function.';
comment on column meta_public.user_auth_module.verify_email_function is 'Name of the function.';
comment on column meta_public.user_auth_module.verify_password_function is 'Name of the function.';
comment on column meta_public.user_auth_module.check_password_function is 'Name of the function.';
comment on column meta_public.user_auth_module.send_account_deletion_email_function is 'Name of the function.';
comment on column meta_public.user_auth_module.delete_account_function is 'Name of the function.';
comment on column meta_public.user_auth_module.sign_in_one_time_token_function is 'Name of the function.';
comment on column meta_public.user_auth_module.one_time_token_function is 'Name of the function.';
comment on column meta_public.user_auth_module.extend_token_expires is
  'Name of the function that makes a token valid for longer.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.user_auth_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.user_auth_module is '@omit manyToMany';
comment on constraint email_table_fkey on meta_public.user_auth_module is '@omit';
comment on constraint users_table_fkey on meta_public.user_auth_module is '@omit';
comment on constraint secrets_table_fkey on meta_public.user_auth_module is '@omit';
comment on constraint encrypted_table_fkey on meta_public.user_auth_module is '@omit';
comment on constraint tokens_table_fkey on meta_public.user_auth_module is '@omit';

create index user_auth_module_database_id_idx on meta_public.user_auth_module (database_id);
create index user_auth_module_schema_id_idx on meta_public.user_auth_module (schema_id);
create index user_auth_module_emails_table_id_idx on meta_public.user_auth_module (emails_table_id);
create index user_auth_module_users_table_id_idx on meta_public.user_auth_module (users_table_id);
create index user_auth_module_secrets_table_id_idx on meta_public.user_auth_module (secrets_table_id);
create index user_auth_module_encrypted_table_id_idx on meta_public.user_auth_module (encrypted_table_id);
create index user_auth_module_tokens_table_id_idx on meta_public.user_auth_module (tokens_table_id);

create trigger same_database
after insert or update of database_id, schema_id, emails_table_id, users_table_id, secrets_table_id,
  encrypted_table_id, tokens_table_id, audits_table_id
on meta_public.user_auth_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'emails_table_id', 'collections_public.table',
  'users_table_id', 'collections_public.table',
  'secrets_table_id', 'collections_public.table',
  'encrypted_table_id', 'collections_public.table',
  'tokens_table_id', 'collections_public.table',
  'audits_table_id', 'collections_public.table'
);

alter table meta_public.user_auth_module enable row level security;

create policy own on meta_public.user_auth_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.user_auth_module for select
using ((select collections_private.is_server()));

grant all on meta_public.user_auth_module to administrator;
