-- Deploy pgpm-achievements:schemas/status_private/schema to pg
-- requires: pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_id
-- requires: pgpm-default-roles:@0.0.5

create schema status_private;

comment on schema status_private is 'Counts the steps of users. For triggers and the owner.';

grant usage on schema status_private to authenticated, anonymous;

alter default privileges in schema status_private grant execute on functions to authenticated;
