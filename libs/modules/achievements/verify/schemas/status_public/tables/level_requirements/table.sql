-- Verify pgpm-achievements:schemas/status_public/tables/level_requirements/table on pg

select public.verify_table('status_public.level_requirements');
select public.verify_constraint('status_public.level_requirements', 'level_requirements_name_level_key');
select public.verify_index('status_public.level_requirements', 'level_requirements_name_level_priority_idx');

select id, name, level, required_count, priority from status_public.level_requirements where false;

do $$
begin
  if not pg_catalog.has_table_privilege('authenticated', 'status_public.level_requirements', 'select') then
    raise exception 'authenticated must have select on status_public.level_requirements';
  end if;
end;
$$;
