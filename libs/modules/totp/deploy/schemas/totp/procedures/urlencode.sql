-- Deploy pgpm-totp:schemas/totp/procedures/urlencode to pg
-- requires: schemas/totp/schema

create function totp.urlencode(in_str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select coalesce(
    pg_catalog.string_agg(
      case
        when c.letter collate "C" ~ '^[A-Za-z0-9:/@._?#-]$' then c.letter
        else pg_catalog.regexp_replace(
          pg_catalog.upper(pg_catalog.encode(pg_catalog.convert_to(c.letter, 'UTF8'), 'hex')), '(..)', '%\1', 'g'
        )
      end,
      '' order by c.place
    ),
    ''
  )
  from pg_catalog.unnest(pg_catalog.string_to_array(in_str, null)) with ordinality as c (letter, place);
$$;

comment on function totp.urlencode(text) is
  'The text for a web address: ASCII letters, digits and : / @ . _ ? # - stay, the bytes in UTF-8 of everything else '
  'are percent-encoded.';

grant execute on function totp.urlencode(text) to public;
