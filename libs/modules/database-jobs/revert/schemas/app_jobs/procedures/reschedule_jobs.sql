-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/reschedule_jobs from pg

drop function app_jobs.reschedule_jobs(bigint[], timestamptz, int, int, int, interval);
