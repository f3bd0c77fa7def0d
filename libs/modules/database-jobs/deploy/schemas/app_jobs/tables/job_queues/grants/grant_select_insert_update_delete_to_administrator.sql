-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/job_queues/grants/grant_select_insert_update_delete_to_administrator to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/job_queues/table

grant select, insert, update, delete on table app_jobs.job_queues to administrator;
