-- Deploy pgpm-default-roles:roles/authenticated/role to pg

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
      select * into existing from pg_catalog.pg_roles as r where r.rolname = 'authenticated';
      if existing.oid is null then
        steps := array[
          'create role authenticated nologin nosuperuser nocreatedb nocreaterole inherit noreplication nobypassrls',
          'comment on role authenticated is ''Authenticated group'''
        ];
      elsif existing.rolsuper then
        raise exception 'role "authenticated" exists and is a superuser'
          using errcode = 'object_not_in_prerequisite_state',
            detail = 'Whoever becomes this role could do everything.',
            hint = 'Use another cluster, or run: alter role authenticated nosuperuser';
      else
        select coalesce(array_agg('alter role authenticated ' || attribute.wanted), '{}')
        into steps
        from (
          values
            (existing.rolcanlogin, 'nologin'),
            (existing.rolcreatedb, 'nocreatedb'),
            (existing.rolcreaterole, 'nocreaterole'),
            (not existing.rolinherit, 'inherit'),
            (existing.rolreplication, 'noreplication'),
            (existing.rolbypassrls, 'nobypassrls')
        ) as attribute (differs, wanted)
        where attribute.differs;
      end if;

      if existing.oid is not null and cardinality(steps) > 0 then
        if 'authenticated' in (current_user, session_user) then
          raise exception 'role "authenticated" is the role that deploys, and would lose its own rights'
            using errcode = 'object_not_in_prerequisite_state',
              detail = array_to_string(steps, '; '),
              hint = 'Deploy as another role.';
        end if;
        raise warning 'role "authenticated" exists and differs: %', array_to_string(steps, '; ');
      end if;
      foreach step in array steps loop
        execute step;
      end loop;
      return;
    exception
      when insufficient_privilege then
        get stacked diagnostics reason = pg_exception_detail;
        raise exception 'role "authenticated" needs what "%" is not allowed to do', current_user
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
