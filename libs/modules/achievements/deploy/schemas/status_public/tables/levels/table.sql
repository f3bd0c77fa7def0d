-- Deploy pgpm-achievements:schemas/status_public/tables/levels/table to pg
-- requires: schemas/status_public/schema

create table status_public.levels (
  name text constraint levels_pkey primary key
);

comment on table status_public.levels is 'Levels that users can achieve.';

grant select on table status_public.levels to public;
grant select on table status_public.levels to authenticated;
