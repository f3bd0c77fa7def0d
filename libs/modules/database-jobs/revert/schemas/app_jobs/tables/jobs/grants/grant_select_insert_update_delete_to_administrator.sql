-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/grants/grant_select_insert_update_delete_to_administrator from pg

revoke usage on sequence app_jobs.jobs_id_seq from administrator;

revoke select, insert, update, delete on table app_jobs.jobs from administrator;
