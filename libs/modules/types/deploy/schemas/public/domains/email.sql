-- Deploy pgpm-types:schemas/public/domains/email to pg
-- requires: schemas/public/schema

-- citext may live in any schema, so its name is completed here.
do $$
declare
  citext_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'citext'
  );
begin
  if citext_schema is null then
    raise exception 'extension "citext" is not installed'
      using errcode = 'undefined_object', hint = 'Run: create extension citext';
  end if;
  execute pg_catalog.format('create domain public.email as %I.citext', citext_schema);
end
$$;

-- A valid e-mail address of the HTML standard. It is tested as text, with both cases spelled out: the operators of
-- citext need its schema in the search_path, and their folding lets some non-ASCII letters pass.
alter domain public.email
  add constraint email_check check (
    value::text ~ '^[A-Za-z0-9.!#$%&''*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$'
    and value::text ~ '@[A-Za-z0-9]+(-+[A-Za-z0-9]+)*(\.[A-Za-z0-9]+(-+[A-Za-z0-9]+)*)*$'
    and value::text !~ '@.*[^.]{64}'
  );

comment on domain public.email is '@name launchqlInternalTypeEmail';
