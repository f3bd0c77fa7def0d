-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/permanently_fail_jobs from pg

drop function app_jobs.permanently_fail_jobs(bigint[], text, interval);
