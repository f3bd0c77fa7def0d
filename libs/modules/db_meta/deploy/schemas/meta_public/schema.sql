-- Deploy pgpm-db-meta:schemas/meta_public/schema to pg

create schema meta_public;

comment on schema meta_public is
  'APIs, sites and apps of the databases in collections_public, and the host names where they answer.';

grant usage on schema meta_public to authenticated, administrator;

alter default privileges in schema meta_public grant all on tables to administrator;
alter default privileges in schema meta_public grant all on sequences to administrator;
alter default privileges in schema meta_public grant all on functions to administrator;
