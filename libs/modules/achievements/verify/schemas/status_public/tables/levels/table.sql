-- Verify pgpm-achievements:schemas/status_public/tables/levels/table on pg

select public.verify_table('status_public.levels');

select name from status_public.levels where false;

do $$
begin
  if not pg_catalog.has_table_privilege('authenticated', 'status_public.levels', 'select') then
    raise exception 'authenticated must have select on status_public.levels';
  end if;
end;
$$;

do $$
begin
  if not pg_catalog.has_table_privilege('anonymous', 'status_public.levels', 'select') then
    raise exception 'anonymous must have select on status_public.levels';
  end if;
end;
$$;
