-- Deploy pgpm-achievements:schemas/status_public/tables/user_steps/table to pg
-- requires: schemas/status_public/schema

create table status_public.user_steps (
  id uuid default pg_catalog.gen_random_uuid() constraint user_steps_pkey primary key,
  user_id uuid not null,
  name text not null,
  count int not null default 1,
  created_at timestamptz not null default now()
);

create index user_steps_user_id_name_idx on status_public.user_steps (user_id, name);

comment on table status_public.user_steps is 'Log of the steps of users. A trigger keeps the tallies.';
comment on column status_public.user_steps.name is 'Task that the step belongs to.';
comment on column status_public.user_steps.count is 'How often at once. Negative amounts count as 0.';
