-- Revert pgpm-database-jobs:schemas/app_jobs/procedures/do_notify from pg

drop function app_jobs.do_notify();
