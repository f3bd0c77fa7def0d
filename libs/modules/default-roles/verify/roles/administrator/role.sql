-- Verify pgpm-default-roles:roles/administrator/role on pg

select public.verify_role('administrator');

do $$
declare
  wanted text;
begin
  select string_agg(attribute.wanted, ' ')
  into wanted
  from pg_catalog.pg_roles as r
  cross join lateral (
    values
      (r.rolcanlogin, 'nologin'),
      (r.rolsuper, 'nosuperuser'),
      (r.rolcreatedb, 'nocreatedb'),
      (r.rolcreaterole, 'nocreaterole'),
      (not r.rolinherit, 'inherit'),
      (r.rolreplication, 'noreplication'),
      (not r.rolbypassrls, 'bypassrls')
  ) as attribute (differs, wanted)
  where r.rolname = 'administrator' and attribute.differs;
  if wanted is not null then
    raise exception 'role "administrator" must be: %', wanted;
  end if;

  if exists (
    select
    from (values ('anonymous'), ('authenticated')) as wanted (name)
    where not exists (
      select
      from pg_catalog.pg_auth_members as m
      join pg_catalog.pg_roles as granted on granted.oid = m.roleid
      join pg_catalog.pg_roles as member on member.oid = m.member
      where granted.rolname = wanted.name and member.rolname = 'administrator'
    )
    or not pg_has_role('administrator', wanted.name, 'usage')
  ) then
    raise exception 'role "administrator" must be a member of "anonymous" and "authenticated", and inherit from them';
  end if;
  if exists (
    select
    from pg_catalog.pg_auth_members as m
    join pg_catalog.pg_roles as granted on granted.oid = m.roleid
    join pg_catalog.pg_roles as member on member.oid = m.member
    where granted.rolname in ('anonymous', 'authenticated') and member.rolname = 'administrator' and m.admin_option
  ) then
    raise exception 'role "administrator" must not administer "anonymous" or "authenticated"';
  end if;
end
$$;
