-- Deploy pgpm-uuid:schemas/uuids/schema to pg

create schema uuids;

comment on schema uuids is
  'Random uuids that begin with a prefix of the week, and of a seed such as the tenant, so that inserts into '
  'an index stay local.';

grant usage on schema uuids to public;

alter default privileges in schema uuids grant execute on functions to public;
