-- Revert pgpm-database-jobs:schemas/app_jobs/schema from pg

alter default privileges in schema app_jobs revoke execute on functions from administrator;

drop schema app_jobs;
