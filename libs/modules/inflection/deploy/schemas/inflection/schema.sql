-- Deploy pgpm-inflection:schemas/inflection/schema to pg

create schema inflection;

comment on schema inflection is
  'Names in the conventions of SQL, JavaScript and web addresses, and the plural and singular of English nouns.';

grant usage on schema inflection to public;

alter default privileges in schema inflection grant execute on functions to public;
