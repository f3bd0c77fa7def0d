-- Deploy pgpm-types:schemas/public/domains/image to pg
-- requires: schemas/public/schema

-- The blanks are those of Unicode, spelled out and compared by code point: which of them \s matches would otherwise
-- depend on the locale of the database.
create domain public.image as jsonb
  constraint image_check check (
    jsonb_typeof(value) = 'object'
    and value ?& array['url', 'mime']
    and jsonb_typeof(value -> 'url') = 'string'
    and (value ->> 'url') ~ '^https?://[^/$.?#].'
    and (value ->> 'url') collate pg_catalog."C" !~ '[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]'
  );

comment on domain public.image is '@name launchqlInternalTypeImage';
