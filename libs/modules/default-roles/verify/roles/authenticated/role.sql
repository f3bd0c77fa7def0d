-- Verify pgpm-default-roles:roles/authenticated/role on pg

select public.verify_role('authenticated');

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
      (r.rolbypassrls, 'nobypassrls')
  ) as attribute (differs, wanted)
  where r.rolname = 'authenticated' and attribute.differs;
  if wanted is not null then
    raise exception 'role "authenticated" must be: %', wanted;
  end if;
end
$$;
