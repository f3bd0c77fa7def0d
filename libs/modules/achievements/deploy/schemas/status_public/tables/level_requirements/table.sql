-- Deploy pgpm-achievements:schemas/status_public/tables/level_requirements/table to pg
-- requires: schemas/status_public/schema
-- requires: schemas/status_public/tables/levels/table

create table status_public.level_requirements (
  id uuid default pg_catalog.gen_random_uuid() constraint level_requirements_pkey primary key,
  name text not null,
  level text not null,
  required_count int default 1,
  priority int default 100,
  constraint level_requirements_name_level_key unique (name, level)
);

create index level_requirements_name_level_priority_idx
on status_public.level_requirements (name, level, priority);

comment on table status_public.level_requirements is 'How many steps of which task a level requires.';
comment on column status_public.level_requirements.name is 'Task.';
comment on column status_public.level_requirements.level is 'Level. Not a foreign key: requirements may come first.';
comment on column status_public.level_requirements.required_count is 'Steps. NULL and 0 require nothing.';
comment on column status_public.level_requirements.priority is 'The lowest number is shown first.';

grant select on table status_public.level_requirements to authenticated;
