-- Deploy pgpm-achievements:schemas/status_public/tables/user_achievements/table to pg
-- requires: schemas/status_public/schema

create table status_public.user_achievements (
  id uuid default pg_catalog.gen_random_uuid() constraint user_achievements_pkey primary key,
  user_id uuid not null,
  name text not null,
  count int not null default 0,
  created_at timestamptz not null default now(),
  constraint user_achievements_unique_key unique (user_id, name)
);

comment on table status_public.user_achievements is
  'How many steps of each task a user has. Kept by a trigger of the log.';
comment on column status_public.user_achievements.count is 'Sum of the steps, where negative ones are 0.';

-- Row level security leaves reading of one's own rows; the others are granted for tools that expect them.
grant select, insert, update, delete on table status_public.user_achievements to authenticated;
