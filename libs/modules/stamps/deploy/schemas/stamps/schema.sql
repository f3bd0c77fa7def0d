-- Deploy pgpm-stamps:schemas/stamps/schema to pg
-- requires: pgpm-default-roles:@0.0.5

create schema stamps;

comment on schema stamps is 'Trigger functions that record when and by whom rows were created and changed.';

grant usage on schema stamps to authenticated, anonymous;

alter default privileges in schema stamps grant execute on functions to authenticated;
