-- Deploy pgpm-verify:procedures/verify_table_grant to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_table_grant(_table text, _privilege text, _role text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    cross join lateral pg_catalog.aclexplode(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) as g
    left join pg_catalog.pg_roles as r on r.oid = g.grantee
    where n.nspname = public.get_schema_from_str(_table)
      and c.relname = public.get_entity_from_str(_table)
      and c.relkind in ('r', 'p', 'f', 'v')
      and g.privilege_type = _privilege
      and case g.grantee when 0 then 'PUBLIC' else r.rolname end = _role
  ) then
    raise exception 'Nonexistent table grant --> %', _privilege using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_table_grant(text, text, text) is
  'True when _privilege (in capitals) on the whole of _table is granted to _role itself, or to everybody when _role is
PUBLIC; else an exception. The owner holds the default privileges of owners; memberships do not count.';

grant execute on function public.verify_table_grant(text, text, text) to public;
