-- Deploy pgpm-inflection:schemas/inflection/procedures/no_consecutive_caps to pg
-- requires: schemas/inflection/schema

create function inflection.no_consecutive_caps_till_end(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  -- The string up to a run of capitals that ends it, or the whole string.
  select coalesce(
    (select part[1] || part[2] || pg_catalog.lower(part[3])
     from pg_catalog.regexp_match(str, '^(|.*[^A-Z])([A-Z])([A-Z]+)$') as part),
    str
  );
$$;

comment on function inflection.no_consecutive_caps_till_end(text) is
  'Lowers a run of two or more ASCII capitals at the end of the string, but for its first: WebACL, WebAcl.';

create function inflection.no_consecutive_caps_till_lower(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select coalesce(
    pg_catalog.string_agg(
      case
        when part[1] is null then part[2]
        else pg_catalog.left(part[1], 1)
          || pg_catalog.lower(pg_catalog.substr(part[1], 2, pg_catalog.length(part[1]) - 3))
          || pg_catalog.right(part[1], 2)
      end,
      '' order by ordinality
    ),
    ''
  )
  -- A run of capitals with the lower-case letter behind it; anything else.
  from pg_catalog.regexp_matches(
    str,
    '([A-Z]{3,}[a-z])|([A-Z]+(?![a-z])|[A-Z]{1,2}[a-z]|[^A-Z]+)',
    'g'
  ) with ordinality as piece (part, ordinality);
$$;

comment on function inflection.no_consecutive_caps_till_lower(text) is
  'Lowers runs of three or more ASCII capitals in front of a lower-case letter, but for the first and the last, which '
  'starts the next word: ACLWindow, AclWindow.';

create function inflection.no_consecutive_caps(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select inflection.no_consecutive_caps_till_lower(inflection.no_consecutive_caps_till_end(str));
$$;

comment on function inflection.no_consecutive_caps(text) is
  'Lowers runs of ASCII capitals at the end of the string, then those in front of a lower-case letter: HTTPServer, '
  'HttpServer; WebACL, WebAcl.';

grant execute on function inflection.no_consecutive_caps_till_end(text) to public;
grant execute on function inflection.no_consecutive_caps_till_lower(text) to public;
grant execute on function inflection.no_consecutive_caps(text) to public;
