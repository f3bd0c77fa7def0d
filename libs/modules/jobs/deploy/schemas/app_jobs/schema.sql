-- Deploy pgpm-jobs:schemas/app_jobs/schema to pg
-- requires: pgpm-default-roles:@0.0.5
-- requires: pgpm-verify:@0.1.0

create schema app_jobs;

comment on schema app_jobs is
  'Background jobs and schedules. Workers take jobs with get_job and end them with complete_job or fail_job.';

grant usage on schema app_jobs to administrator;

alter default privileges in schema app_jobs grant execute on functions to administrator;
