-- Deploy pgpm-jobs:schemas/app_jobs/schema to pg
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
  'Background jobs and schedules. Workers take jobs with get_job and end them with complete_job or fail_job.';

grant usage on schema app_jobs to administrator;

alter default privileges in schema app_jobs grant execute on functions to administrator;
