-- Deploy pgpm-db-meta-modules:schemas/meta_public/tables/levels_module/table to pg
-- requires: schemas/meta_public/schema

create table meta_public.levels_module (
  id uuid not null default public.uuid_generate_v4(),
  database_id uuid not null,
  schema_id uuid not null default public.uuid_nil(),
  private_schema_id uuid not null default public.uuid_nil(),
  steps_table_id uuid not null default public.uuid_nil(),
  steps_table_name text not null default '',
  achievements_table_id uuid not null default public.uuid_nil(),
  achievements_table_name text not null default '',
  levels_table_id uuid not null default public.uuid_nil(),
  levels_table_name text not null default '',
  level_requirements_table_id uuid not null default public.uuid_nil(),
  level_requirements_table_name text not null default '',
  completed_step text not null default '',
  incompleted_step text not null default '',
  tg_achievement text not null default '',
  tg_achievement_toggle text not null default '',
  tg_achievement_toggle_boolean text not null default '',
  tg_achievement_boolean text not null default '',
  upsert_achievement text not null default '',
  tg_update_achievements text not null default '',
  steps_required text not null default '',
  level_achieved text not null default '',
  prefix text,
  membership_type integer not null,
  entity_table_id uuid,
  actor_table_id uuid not null default public.uuid_nil(),
  constraint levels_module_pkey primary key (id),
  constraint db_fkey foreign key (database_id) references collections_public.database (id) on delete cascade,
  constraint schema_fkey foreign key (schema_id) references collections_public.schema (id) on delete cascade,
  constraint private_schema_fkey foreign key (private_schema_id)
    references collections_public.schema (id) on delete cascade,
  constraint steps_table_fkey foreign key (steps_table_id) references collections_public.table (id) on delete cascade,
  constraint achievements_table_fkey foreign key (achievements_table_id)
    references collections_public.table (id) on delete cascade,
  constraint levels_table_fkey foreign key (levels_table_id)
    references collections_public.table (id) on delete cascade,
  constraint level_requirements_table_fkey foreign key (level_requirements_table_id)
    references collections_public.table (id) on delete cascade,
  constraint entity_table_fkey foreign key (entity_table_id)
    references collections_public.table (id) on delete cascade,
  constraint actor_table_fkey foreign key (actor_table_id) references collections_public.table (id) on delete cascade
);

comment on table meta_public.levels_module is
  'Settings of a module of a database: levels that users reach by steps and achievements.';
comment on column meta_public.levels_module.schema_id is 'Schema of the tables and functions.';
comment on column meta_public.levels_module.private_schema_id is 'Schema of what must not be shown.';
comment on column meta_public.levels_module.steps_table_name is 'Name of the table.';
comment on column meta_public.levels_module.achievements_table_name is 'Name of the table.';
comment on column meta_public.levels_module.levels_table_name is 'Name of the table.';
comment on column meta_public.levels_module.level_requirements_table_name is 'Name of the table.';
comment on column meta_public.levels_module.completed_step is 'Name of the function that notes a step.';
comment on column meta_public.levels_module.incompleted_step is 'Name of the function that takes a step back.';
comment on column meta_public.levels_module.tg_achievement is 'Name of a trigger function.';
comment on column meta_public.levels_module.tg_achievement_toggle is 'Name of a trigger function.';
comment on column meta_public.levels_module.tg_achievement_toggle_boolean is 'Name of a trigger function.';
comment on column meta_public.levels_module.tg_achievement_boolean is 'Name of a trigger function.';
comment on column meta_public.levels_module.upsert_achievement is 'Name of the function that counts an achievement.';
comment on column meta_public.levels_module.tg_update_achievements is 'Name of a trigger function.';
comment on column meta_public.levels_module.steps_required is 'Name of the function that lists what is missing.';
comment on column meta_public.levels_module.level_achieved is
  'Name of the function that tells whether a level is reached.';
comment on column meta_public.levels_module.prefix is 'Prefix of generated names.';
comment on column meta_public.levels_module.membership_type is 'Level, as application, organisation or group.';
comment on column meta_public.levels_module.entity_table_id is
  'Table of what one is a member of; NULL: the application.';
comment on column meta_public.levels_module.actor_table_id is 'Table of who is a member.';

-- Tags of the GraphQL layer.
comment on constraint db_fkey on meta_public.levels_module is '@omit manyToMany';
comment on constraint schema_fkey on meta_public.levels_module is '@omit manyToMany';
comment on constraint steps_table_fkey on meta_public.levels_module is '@omit manyToMany';
comment on constraint achievements_table_fkey on meta_public.levels_module is '@omit manyToMany';
comment on constraint levels_table_fkey on meta_public.levels_module is '@omit manyToMany';
comment on constraint level_requirements_table_fkey on meta_public.levels_module is '@omit manyToMany';
comment on constraint actor_table_fkey on meta_public.levels_module is '@omit manyToMany';

create index user_status_module_database_id_idx on meta_public.levels_module (database_id);
create index levels_module_schema_id_idx on meta_public.levels_module (schema_id);
create index levels_module_private_schema_id_idx on meta_public.levels_module (private_schema_id);
create index levels_module_steps_table_id_idx on meta_public.levels_module (steps_table_id);
create index levels_module_achievements_table_id_idx on meta_public.levels_module (achievements_table_id);
create index levels_module_levels_table_id_idx on meta_public.levels_module (levels_table_id);
create index levels_module_level_requirements_table_id_idx on meta_public.levels_module (level_requirements_table_id);
create index levels_module_entity_table_id_idx on meta_public.levels_module (entity_table_id);
create index levels_module_actor_table_id_idx on meta_public.levels_module (actor_table_id);

create trigger same_database
after insert or update of database_id, schema_id, private_schema_id, steps_table_id, achievements_table_id,
  levels_table_id, level_requirements_table_id, entity_table_id, actor_table_id
on meta_public.levels_module
for each row execute function collections_private.tg_same_database(
  'schema_id', 'collections_public.schema',
  'private_schema_id', 'collections_public.schema',
  'steps_table_id', 'collections_public.table',
  'achievements_table_id', 'collections_public.table',
  'levels_table_id', 'collections_public.table',
  'level_requirements_table_id', 'collections_public.table',
  'entity_table_id', 'collections_public.table',
  'actor_table_id', 'collections_public.table'
);

alter table meta_public.levels_module enable row level security;

create policy own on meta_public.levels_module to authenticated
using (
  database_id in (
    select d.id from collections_public.database as d where d.owner_id = (select jwt_public.current_user_id())
  )
);

create policy server on meta_public.levels_module for select
using ((select collections_private.is_server()));

grant all on meta_public.levels_module to administrator;
