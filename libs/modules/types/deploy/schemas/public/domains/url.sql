-- Deploy pgpm-types:schemas/public/domains/url to pg
-- requires: schemas/public/schema

-- The blanks are those of Unicode, spelled out and compared by code point: which of them \s matches would otherwise
-- depend on the locale of the database.
create domain public.url as text
  constraint url_check check (
    value ~ '^https?://[^/$.?#].'
    and value collate pg_catalog."C" !~ '[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]'
  );

comment on domain public.url is '@name launchqlInternalTypeUrl';
