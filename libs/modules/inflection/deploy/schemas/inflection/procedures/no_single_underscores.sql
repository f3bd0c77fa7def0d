-- Deploy pgpm-inflection:schemas/inflection/procedures/no_single_underscores to pg
-- requires: schemas/inflection/schema

create function inflection.no_single_underscores_in_beginning(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select pg_catalog.regexp_replace(str, '^([a-z])_', '\1');
$$;

comment on function inflection.no_single_underscores_in_beginning(text) is
  'Joins a single lower-case letter at the beginning with what follows: e_mail, email.';

create function inflection.no_single_underscores_at_end(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select pg_catalog.regexp_replace(str, '_([a-z])$', '\1');
$$;

comment on function inflection.no_single_underscores_at_end(text) is
  'Joins a single lower-case letter at the end with what precedes it: get_x, getx.';

create function inflection.no_single_underscores_in_middle(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select pg_catalog.regexp_replace(str, '_([a-z]_)', '\1', 'g');
$$;

comment on function inflection.no_single_underscores_in_middle(text) is
  'Joins single lower-case letters between underscores with what precedes them: plan_b_option, planb_option.';

create function inflection.no_single_underscores(str text) returns text
language sql immutable strict parallel safe
set search_path = ''
as $$
  select inflection.no_single_underscores_in_middle(
    inflection.no_single_underscores_at_end(inflection.no_single_underscores_in_beginning(str))
  );
$$;

comment on function inflection.no_single_underscores(text) is
  'Joins single lower-case letters with their neighbours: at the beginning, at the end, then in the middle.';

grant execute on function inflection.no_single_underscores_in_beginning(text) to public;
grant execute on function inflection.no_single_underscores_at_end(text) to public;
grant execute on function inflection.no_single_underscores_in_middle(text) to public;
grant execute on function inflection.no_single_underscores(text) to public;
