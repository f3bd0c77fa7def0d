-- Deploy pgpm-verify:procedures/get_schema_from_str to pg

create function public.get_schema_from_str(qualified_name text) returns text
language plpgsql immutable strict parallel safe
set search_path = ''
as $$
declare
  parts constant text[] := pg_catalog.parse_ident(qualified_name);
begin
  if pg_catalog.cardinality(parts) > 2 then
    raise exception 'string is not a valid identifier: "%"', qualified_name
      using errcode = 'invalid_parameter_value',
        detail = 'A name has one or two parts: the schema and the object.';
  end if;
  return case pg_catalog.cardinality(parts) when 2 then parts[1] else 'public' end;
end
$$;

comment on function public.get_schema_from_str(text) is
  'The schema in a qualified SQL name, unquoted parts folded to lower case; public for a name without a schema.';

grant execute on function public.get_schema_from_str(text) to public;
