-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/complete_jobs from pg

drop function app_jobs.complete_jobs(bigint[], interval);
