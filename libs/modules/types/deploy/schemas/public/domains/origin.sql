-- Deploy pgpm-types:schemas/public/domains/origin to pg
-- requires: schemas/public/schema

-- The scheme, host and port of a link, and nothing that may follow or precede them there. Blanks as in public.url.
create domain public.origin as text
  constraint origin_check check (
    value ~ '^https?://[^/\\?#@]+$'
    and value collate pg_catalog."C" !~ '[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]'
  );

comment on domain public.origin is '@name pgpmInternalTypeOrigin';
