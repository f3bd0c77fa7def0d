-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/grants/grant_select_insert_update_delete_to_administrator to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/scheduled_jobs/table

grant select, insert, update, delete on table app_jobs.scheduled_jobs to administrator;

-- Without it an insert by administrator fails on the default of id.
grant usage on sequence app_jobs.scheduled_jobs_id_seq to administrator;
