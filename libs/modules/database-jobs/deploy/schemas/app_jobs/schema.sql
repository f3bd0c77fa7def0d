-- Deploy pgpm-database-jobs:schemas/app_jobs/schema to pg
-- requires: pgpm-default-roles:@0.0.5
-- requires: pgpm-verify:@0.1.0

do $$
begin
  if pg_catalog.to_regnamespace('app_jobs') is not null then
    raise exception 'schema "app_jobs" already exists; pgpm-jobs and pgpm-database-jobs exclude each other'
      using
        errcode = 'object_not_in_prerequisite_state',
        hint = 'Revert the one that is deployed, or use another database.';
  end if;
end;
$$;

create schema app_jobs;

comment on schema app_jobs is
  'Background jobs and schedules of many databases, which are tenants. Workers take jobs with get_job and end them '
  'with complete_job or fail_job.';

grant usage on schema app_jobs to administrator;

alter default privileges in schema app_jobs grant execute on functions to administrator;

-- Whoever owns a type can give it casts to text and json: functions that a security definer function would run with the
-- rights of its own owner. Types do not change while a row of them is written, so this answer is good for the row.
create function app_jobs.untrusted_columns(relation oid) returns text[]
language plpgsql
stable
set search_path = ''
-- One plan, which looks up each type by its number. It is made for few columns; others would read all types for each row.
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
declare
  -- Types with lower numbers are part of PostgreSQL.
  first_made_type constant oid := 16384;
begin
  if not exists (
    select
    from pg_catalog.pg_attribute as a
    where a.attrelid = relation and a.attnum > 0 and a.atttypid >= first_made_type
  ) then
    return '{}';
  end if;

  return array(
    with recursive types (column_name, oid) as (
      select a.attname, a.atttypid
      from pg_catalog.pg_attribute as a
      where a.attrelid = relation and a.attnum > 0 and a.atttypid >= first_made_type
      union
      select t.column_name, part.oid
      from types as t
      join pg_catalog.pg_type as y on y.oid = t.oid
      cross join lateral (
        select y.typelem
        union all
        select y.typbasetype
        union all
        select a.atttypid
        from pg_catalog.pg_attribute as a
        where a.attrelid = y.typrelid and a.attnum > 0
      ) as part (oid)
      where part.oid >= first_made_type
    )
    select distinct t.column_name::text
    from types as t
    -- Casts of a domain are those of its base type.
    where (
      select y.typtype <> 'd' and not pg_catalog.pg_has_role(y.typowner, current_user, 'usage')
      from pg_catalog.pg_type as y
      where y.oid = t.oid
    )
  );
end;
$$;

comment on function app_jobs.untrusted_columns(oid) is
  'Columns of a table whose type, or a type within it, belongs to somebody without the rights of the current role.';

revoke execute on function app_jobs.untrusted_columns(oid) from public;
grant execute on function app_jobs.untrusted_columns(oid) to administrator;
