-- Verify pgpm-db-meta-modules:schemas/meta_public/tables/memberships_module/table on pg

select public.verify_table('meta_public.memberships_module');

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
      ('private_schema_id', 'uuid', true),
      ('memberships_table_id', 'uuid', true),
      ('memberships_table_name', 'text', true),
      ('members_table_id', 'uuid', true),
      ('members_table_name', 'text', true),
      ('membership_defaults_table_id', 'uuid', true),
      ('membership_defaults_table_name', 'text', true),
      ('grants_table_id', 'uuid', true),
      ('grants_table_name', 'text', true),
      ('actor_table_id', 'uuid', true),
      ('limits_table_id', 'uuid', true),
      ('default_limits_table_id', 'uuid', true),
      ('permissions_table_id', 'uuid', true),
      ('default_permissions_table_id', 'uuid', true),
      ('acl_table_id', 'uuid', true),
      ('admin_grants_table_id', 'uuid', true),
      ('admin_grants_table_name', 'text', true),
      ('owner_grants_table_id', 'uuid', true),
      ('owner_grants_table_name', 'text', true),
      ('membership_type', 'integer', true),
      ('entity_table_id', 'uuid', false),
      ('entity_table_owner_id', 'uuid', false),
      ('prefix', 'text', false),
      ('actor_mask_check', 'text', true),
      ('actor_perm_check', 'text', true),
      ('entity_ids_by_mask', 'text', false),
      ('entity_ids_by_perm', 'text', false),
      ('entity_ids_function', 'text', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.memberships_module'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.memberships_module lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.memberships_module'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.memberships_module must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.memberships_module', 'memberships_module_pkey');
select public.verify_constraint('meta_public.memberships_module', 'db_fkey');
select public.verify_constraint('meta_public.memberships_module', 'schema_fkey');
select public.verify_constraint('meta_public.memberships_module', 'private_schema_fkey');
select public.verify_constraint('meta_public.memberships_module', 'memberships_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'membership_defaults_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'members_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'grants_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'acl_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'entity_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'entity_table_owner_fkey');
select public.verify_constraint('meta_public.memberships_module', 'actor_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'limits_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'default_limits_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'permissions_table_fkey');
select public.verify_constraint('meta_public.memberships_module', 'default_permissions_table_fkey');

select public.verify_index('meta_public.memberships_module', 'memberships_module_database_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_schema_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_private_schema_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_memberships_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_members_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_membership_defaults_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_grants_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_actor_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_limits_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_default_limits_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_permissions_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_default_permissions_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_acl_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_entity_table_id_idx');
select public.verify_index('meta_public.memberships_module', 'memberships_module_entity_table_owner_id_idx');

select public.verify_policy('own', 'meta_public.memberships_module');
select public.verify_policy('server', 'meta_public.memberships_module');

select public.verify_table_grant('meta_public.memberships_module', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.memberships_module', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.memberships_module', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.memberships_module', 'DELETE', 'administrator');
