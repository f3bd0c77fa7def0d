-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/timestamps to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/triggers/tg_update_timestamps
-- requires: schemas/app_jobs/tables/jobs/table

alter table app_jobs.jobs
  add column created_at timestamptz default now(),
  add column updated_at timestamptz default now();

comment on column app_jobs.jobs.created_at is 'Start of the transaction that added the job. Set by a trigger.';
comment on column app_jobs.jobs.updated_at is 'Time of the last change, strictly increasing. Set by a trigger.';

create trigger _100_update_jobs_modtime_tg
before insert or update on app_jobs.jobs
for each row
execute function app_jobs.tg_update_timestamps();
