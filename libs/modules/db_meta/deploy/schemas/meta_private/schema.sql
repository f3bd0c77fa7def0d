-- Deploy pgpm-db-meta:schemas/meta_private/schema to pg

create schema meta_private;

comment on schema meta_private is 'Which database has which host name.';

grant usage on schema meta_private to authenticated, administrator;

alter default privileges in schema meta_private grant all on tables to administrator;
alter default privileges in schema meta_private grant all on sequences to administrator;
alter default privileges in schema meta_private grant all on functions to administrator;
