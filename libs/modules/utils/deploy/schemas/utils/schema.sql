-- Deploy pgpm-utils:schemas/utils/schema to pg

create schema utils;

comment on schema utils is 'Strings of a fixed length, and triggers that refuse changes and second rows.';

grant usage on schema utils to public;

alter default privileges in schema utils grant execute on functions to public;
