-- Verify pgpm-achievements:schemas/status_public/tables/user_achievements/table on pg

select public.verify_table('status_public.user_achievements');
select public.verify_constraint('status_public.user_achievements', 'user_achievements_unique_key');

select id, user_id, name, count, created_at from status_public.user_achievements where false;

do $$
begin
  if not pg_catalog.has_table_privilege('authenticated', 'status_public.user_achievements', 'select') then
    raise exception 'authenticated must have select on status_public.user_achievements';
  end if;
end;
$$;

do $$
begin
  if not pg_catalog.has_table_privilege('authenticated', 'status_public.user_achievements', 'insert') then
    raise exception 'authenticated must have insert on status_public.user_achievements';
  end if;
end;
$$;

do $$
begin
  if not pg_catalog.has_table_privilege('authenticated', 'status_public.user_achievements', 'update') then
    raise exception 'authenticated must have update on status_public.user_achievements';
  end if;
end;
$$;

do $$
begin
  if not pg_catalog.has_table_privilege('authenticated', 'status_public.user_achievements', 'delete') then
    raise exception 'authenticated must have delete on status_public.user_achievements';
  end if;
end;
$$;
