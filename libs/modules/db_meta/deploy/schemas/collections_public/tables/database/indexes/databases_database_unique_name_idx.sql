-- Deploy pgpm-db-meta:schemas/collections_public/tables/database/indexes/databases_database_unique_name_idx to pg
-- requires: schemas/collections_private/schema
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/database/table

-- An index must not depend on what can change: this freezes the rules of inflection.plural as they are now, in a
-- function that reads no table. Rules that are added later do not count for the names of databases and tables.
do $do$
begin
  execute pg_catalog.format(
    $create$
      create function collections_private.plural(name text) returns text
      language sql immutable strict parallel safe
      set search_path = ''
      as %L
    $create$,
    pg_catalog.format(
      $body$
  select lower(coalesce(
    (
      select left(name, length(name) - length(n.word)) || coalesce(regexp_replace(n.word, r.test, r.replacement, 'i'), n.word)
      from jsonb_to_recordset(%L) as r (position bigint, test text, replacement text)
      where n.word ~* r.test and lower(n.word) <> all (%L::text[])
      order by r.position
      limit 1
    ),
    name
  ))
  from (select substring(right(name, 64) from '(?:[[:upper:]]?[[:lower:]]+|[[:upper:]]*)$') as word) as n;
$body$,
      (
        select pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r) - 'id' - 'type' order by r.position)
        from inflection.inflection_rules as r
        where r.type = 'plural'
      ),
      inflection.uncountable_words()
    )
  );
end
$do$;

comment on function collections_private.plural(text) is
  'The name as inflection.plural gives it, in lower case, by the rules that there were at the deployment.';

grant execute on function collections_private.plural(text) to public;

create function collections_private.database_name_hash(name text) returns bytea
language sql immutable parallel safe
return decode(md5(collections_private.plural(name)), 'hex');

comment on function collections_private.database_name_hash(text) is
  'Hash of the plural of the name, in lower case: names with the same hash count as the same.';

grant execute on function collections_private.database_name_hash(text) to public;

create unique index databases_database_unique_name_idx
on collections_public.database (owner_id, collections_private.database_name_hash(name));
