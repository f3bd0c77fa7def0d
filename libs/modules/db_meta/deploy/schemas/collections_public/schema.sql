-- Deploy pgpm-db-meta:schemas/collections_public/schema to pg

create schema collections_public;

comment on schema collections_public is
  'Catalogue of application databases: their schemas, tables, constraints and functions. It only describes them.';

grant usage on schema collections_public to authenticated, administrator;
