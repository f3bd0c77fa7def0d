-- Revert pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/timestamps from pg

drop trigger _100_update_jobs_modtime_tg on app_jobs.jobs;

alter table app_jobs.jobs
  drop column updated_at,
  drop column created_at;
