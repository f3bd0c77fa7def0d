-- Deploy pgpm-achievements:schemas/status_public/schema to pg
-- requires: pgpm-default-roles:@0.0.5

create schema status_public;

comment on schema status_public is 'Steps, tallies and levels of users.';

grant usage on schema status_public to authenticated, anonymous;

alter default privileges in schema status_public grant execute on functions to authenticated;
