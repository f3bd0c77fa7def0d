-- Deploy pgpm-inflection:schemas/inflection/procedures/strip_accents to pg
-- requires: schemas/inflection/schema

-- The extension unaccent may live in any schema, so its name is completed here.
do $$
declare
  unaccent_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'unaccent'
  );
begin
  if unaccent_schema is null then
    raise exception 'extension "unaccent" is not installed'
      using errcode = 'undefined_object', hint = 'Run: create extension unaccent';
  end if;
  -- Immutable as long as nobody edits the rules of the dictionary, which is a file of the server.
  execute pg_catalog.format(
    $create$
      create function inflection.strip_accents(str text) returns text
      language sql immutable strict parallel safe
      set search_path = ''
      as %L
    $create$,
    pg_catalog.format(
      'select %1$I.unaccent(%2$L::pg_catalog.regdictionary, str)',
      unaccent_schema, pg_catalog.format('%I.unaccent', unaccent_schema)
    )
  );
end
$$;

comment on function inflection.strip_accents(text) is
  'The text with plain letters for accented ones and ligatures, whatever the search_path is: Crème, Creme; Straße, '
  'Strasse.';

grant execute on function inflection.strip_accents(text) to public;
