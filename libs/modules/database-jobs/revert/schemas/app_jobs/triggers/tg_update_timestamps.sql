-- Revert pgpm-database-jobs:schemas/app_jobs/triggers/tg_update_timestamps from pg

drop function app_jobs.tg_update_timestamps();
