-- Revert pgpm-default-roles:roles/anonymous/role from pg

-- The role belongs to the whole cluster, and so perhaps to others: it goes when nobody uses it, and otherwise stays.
do $$
declare
  members text;
  reason text;
begin
  perform pg_advisory_xact_lock(hashtextextended('pgpm-default-roles', 0));

  -- Dropping a role ends its memberships without a word. Not in use: what the user who reverts holds, and the right to
  -- administer the role that PostgreSQL 16 and later give to its creator.
  select string_agg(quote_ident(member.rolname), ', ' order by member.rolname)
  into members
  from pg_catalog.pg_auth_members as m
  join pg_catalog.pg_roles as granted on granted.oid = m.roleid
  join pg_catalog.pg_roles as member on member.oid = m.member
  where granted.rolname = 'anonymous'
    and member.rolname <> current_user
    and (
      coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
      or coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
    );
  if members is not null then
    raise notice 'role "anonymous" is kept, it has members: %', members;
    return;
  end if;

  drop role if exists anonymous;
exception
  when dependent_objects_still_exist then
    get stacked diagnostics reason = pg_exception_detail;
    raise notice 'role "anonymous" is kept, it is in use: %', reason;
  when insufficient_privilege or object_in_use then
    raise notice 'role "anonymous" is kept: %', sqlerrm;
  when internal_error then
    -- Another session may have dropped it at the same moment ("tuple concurrently deleted").
    if to_regrole('anonymous') is not null then
      raise;
    end if;
end
$$;
