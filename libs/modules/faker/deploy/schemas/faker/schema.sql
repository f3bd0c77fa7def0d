-- Deploy pgpm-faker:schemas/faker/schema to pg
-- requires: pgpm-types:schemas/public/domains/url

create schema faker;

comment on schema faker is
  'Random test data: words, names, places, days, links and files. setseed() makes it the same again. Its owner decides '
  'who may use it.';
