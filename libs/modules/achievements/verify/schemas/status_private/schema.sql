-- Verify pgpm-achievements:schemas/status_private/schema on pg

select public.verify_schema('status_private');

do $$
begin
  if not pg_catalog.has_schema_privilege('authenticated', 'status_private', 'usage')
    or not pg_catalog.has_schema_privilege('anonymous', 'status_private', 'usage')
  then
    raise exception 'authenticated and anonymous must have usage on schema status_private';
  end if;
  if not exists (
    select
    from pg_catalog.pg_default_acl as d
    cross join lateral pg_catalog.aclexplode(d.defaclacl) as a
    where d.defaclnamespace = 'status_private'::pg_catalog.regnamespace
      and d.defaclobjtype = 'f'
      and a.grantee = 'authenticated'::pg_catalog.regrole
      and a.privilege_type = 'EXECUTE'
  ) then
    raise exception 'authenticated must get execute on new functions of schema status_private';
  end if;
end;
$$;

select public.verify_function('status_private.check_user(uuid)');

do $$
begin
  if pg_catalog.has_function_privilege('authenticated', 'status_private.check_user(uuid)', 'execute')
    or pg_catalog.has_function_privilege('anonymous', 'status_private.check_user(uuid)', 'execute')
  then
    raise exception 'status_private.check_user is for the owner only';
  end if;
end;
$$;
