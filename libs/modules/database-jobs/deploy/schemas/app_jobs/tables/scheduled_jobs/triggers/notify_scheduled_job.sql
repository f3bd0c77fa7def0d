-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/triggers/notify_scheduled_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/scheduled_jobs/table
-- requires: schemas/app_jobs/procedures/do_notify

create trigger _900_notify_scheduled_job
after insert on app_jobs.scheduled_jobs
for each row
execute function app_jobs.do_notify('scheduled_jobs:insert');
