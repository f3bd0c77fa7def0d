-- Deploy pgpm-default-roles:roles/administrator/role to pg
-- requires: roles/anonymous/role
-- requires: roles/authenticated/role

-- The role belongs to the whole cluster: it may be there already, and deployments to other databases may be making it
-- right now. Only what differs is changed, so a deployment to a second database changes nothing and needs no rights.
do $$
declare
  existing record;
  steps text[];
  step text;
  reason text;
begin
  -- Keeps deployments to this database apart; those to other databases meet in the last handler.
  perform pg_advisory_xact_lock(hashtextextended('pgpm-default-roles', 0));

  for attempt in 1..10 loop
    begin
      select * into existing from pg_catalog.pg_roles as r where r.rolname = 'administrator';
      if existing.oid is null then
        steps := array[
          'create role administrator nologin nosuperuser nocreatedb nocreaterole inherit noreplication bypassrls',
          'comment on role administrator is ''Administration group'''
        ];
      elsif existing.rolsuper then
        raise exception 'role "administrator" exists and is a superuser'
          using errcode = 'object_not_in_prerequisite_state',
            detail = 'Whoever becomes this role could do everything.',
            hint = 'Use another cluster, or run: alter role administrator nosuperuser';
      else
        select coalesce(array_agg('alter role administrator ' || attribute.wanted), '{}')
        into steps
        from (
          values
            (existing.rolcanlogin, 'nologin'),
            (existing.rolcreatedb, 'nocreatedb'),
            (existing.rolcreaterole, 'nocreaterole'),
            (not existing.rolinherit, 'inherit'),
            (existing.rolreplication, 'noreplication'),
            (not existing.rolbypassrls, 'bypassrls')
        ) as attribute (differs, wanted)
        where attribute.differs;
      end if;

      -- From PostgreSQL 16 on each grantor can give a membership, which itself says whether it inherits and allows to
      -- set the role.
      select steps || coalesce(array_agg(format('grant %I to administrator', wanted.name) || case
        when current_setting('server_version_num')::integer >= 160000 then ' with inherit true, set true'
        else ''
      end), '{}')
      into steps
      from (values ('anonymous'), ('authenticated')) as wanted (name)
      where not exists (
        select
        from pg_catalog.pg_auth_members as m
        join pg_catalog.pg_roles as granted on granted.oid = m.roleid
        where granted.rolname = wanted.name
          and m.member = existing.oid
          and coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
          and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
      );
      select steps || coalesce(array_agg(
        format('revoke admin option for %I from administrator', granted.rolname)
        || coalesce(format(' granted by %I', grantor.rolname), '')
      ), '{}')
      into steps
      from pg_catalog.pg_auth_members as m
      join pg_catalog.pg_roles as granted on granted.oid = m.roleid
      left join pg_catalog.pg_roles as grantor on grantor.oid = m.grantor
      where granted.rolname in ('anonymous', 'authenticated')
        and m.member = existing.oid
        and m.admin_option;

      if existing.oid is not null and cardinality(steps) > 0 then
        if 'administrator' in (current_user, session_user) then
          raise exception 'role "administrator" is the role that deploys, and would lose its own rights'
            using errcode = 'object_not_in_prerequisite_state',
              detail = array_to_string(steps, '; '),
              hint = 'Deploy as another role.';
        end if;
        raise warning 'role "administrator" exists and differs: %', array_to_string(steps, '; ');
      end if;
      foreach step in array steps loop
        execute step;
      end loop;
      return;
    exception
      when insufficient_privilege then
        get stacked diagnostics reason = pg_exception_detail;
        raise exception 'role "administrator" needs what "%" is not allowed to do', current_user
          using errcode = 'insufficient_privilege',
            detail = concat_ws('. ', sqlerrm, nullif(reason, '')),
            hint = 'Let a superuser run: ' || array_to_string(steps, '; ');
      when duplicate_object or unique_violation or undefined_object or internal_error then
        -- Someone made, changed or dropped the role after it was read here ("tuple concurrently updated"): look again.
        if attempt = 10 then
          raise;
        end if;
    end;
  end loop;
end
$$;
