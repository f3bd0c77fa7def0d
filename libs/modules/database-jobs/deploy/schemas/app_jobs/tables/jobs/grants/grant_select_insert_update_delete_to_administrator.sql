-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/grants/grant_select_insert_update_delete_to_administrator to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table

grant select, insert, update, delete on table app_jobs.jobs to administrator;

-- Without it an insert by administrator fails on the default of id.
grant usage on sequence app_jobs.jobs_id_seq to administrator;
