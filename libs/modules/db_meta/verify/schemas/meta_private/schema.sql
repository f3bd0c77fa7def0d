-- Verify pgpm-db-meta:schemas/meta_private/schema on pg

select public.verify_schema('meta_private');

do $$
begin
  if not (
    pg_catalog.has_schema_privilege('authenticated', 'meta_private', 'usage')
    and pg_catalog.has_schema_privilege('administrator', 'meta_private', 'usage')
  ) then
    raise exception 'authenticated and administrator must have usage on schema meta_private';
  end if;
  if (
    select pg_catalog.count(distinct d.defaclobjtype)
    from pg_catalog.pg_default_acl as d
    cross join lateral pg_catalog.aclexplode(d.defaclacl) as a
    where d.defaclnamespace = 'meta_private'::pg_catalog.regnamespace
      and d.defaclobjtype in ('r', 'S', 'f')
      and a.grantee = 'administrator'::pg_catalog.regrole
  ) <> 3 then
    raise exception 'administrator must get all privileges on new objects of schema meta_private';
  end if;
end;
$$;
