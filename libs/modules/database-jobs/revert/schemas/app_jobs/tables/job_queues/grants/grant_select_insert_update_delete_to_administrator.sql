-- Revert pgpm-database-jobs:schemas/app_jobs/tables/job_queues/grants/grant_select_insert_update_delete_to_administrator from pg

revoke select, insert, update, delete on table app_jobs.job_queues from administrator;
