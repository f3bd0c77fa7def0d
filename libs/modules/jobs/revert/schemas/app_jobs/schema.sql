-- Revert pgpm-jobs:schemas/app_jobs/schema from pg

alter default privileges in schema app_jobs revoke execute on functions from administrator;

drop function app_jobs.untrusted_columns(oid);

drop schema app_jobs;
