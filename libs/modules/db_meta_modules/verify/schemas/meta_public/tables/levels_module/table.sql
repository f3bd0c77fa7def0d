-- Verify pgpm-db-meta-modules:schemas/meta_public/tables/levels_module/table on pg

select public.verify_table('meta_public.levels_module');

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
      ('steps_table_id', 'uuid', true),
      ('steps_table_name', 'text', true),
      ('achievements_table_id', 'uuid', true),
      ('achievements_table_name', 'text', true),
      ('levels_table_id', 'uuid', true),
      ('levels_table_name', 'text', true),
      ('level_requirements_table_id', 'uuid', true),
      ('level_requirements_table_name', 'text', true),
      ('completed_step', 'text', true),
      ('incompleted_step', 'text', true),
      ('tg_achievement', 'text', true),
      ('tg_achievement_toggle', 'text', true),
      ('tg_achievement_toggle_boolean', 'text', true),
      ('tg_achievement_boolean', 'text', true),
      ('upsert_achievement', 'text', true),
      ('tg_update_achievements', 'text', true),
      ('steps_required', 'text', true),
      ('level_achieved', 'text', true),
      ('prefix', 'text', false),
      ('membership_type', 'integer', true),
      ('entity_table_id', 'uuid', false),
      ('actor_table_id', 'uuid', true)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.levels_module'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.levels_module lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.levels_module'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.levels_module must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.levels_module', 'levels_module_pkey');
select public.verify_constraint('meta_public.levels_module', 'db_fkey');
select public.verify_constraint('meta_public.levels_module', 'schema_fkey');
select public.verify_constraint('meta_public.levels_module', 'private_schema_fkey');
select public.verify_constraint('meta_public.levels_module', 'steps_table_fkey');
select public.verify_constraint('meta_public.levels_module', 'achievements_table_fkey');
select public.verify_constraint('meta_public.levels_module', 'levels_table_fkey');
select public.verify_constraint('meta_public.levels_module', 'level_requirements_table_fkey');
select public.verify_constraint('meta_public.levels_module', 'entity_table_fkey');
select public.verify_constraint('meta_public.levels_module', 'actor_table_fkey');

select public.verify_index('meta_public.levels_module', 'user_status_module_database_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_schema_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_private_schema_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_steps_table_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_achievements_table_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_levels_table_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_level_requirements_table_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_entity_table_id_idx');
select public.verify_index('meta_public.levels_module', 'levels_module_actor_table_id_idx');

select public.verify_policy('own', 'meta_public.levels_module');
select public.verify_policy('server', 'meta_public.levels_module');

select public.verify_table_grant('meta_public.levels_module', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.levels_module', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.levels_module', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.levels_module', 'DELETE', 'administrator');
