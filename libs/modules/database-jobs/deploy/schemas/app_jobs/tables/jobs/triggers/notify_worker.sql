-- Deploy pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/notify_worker to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/procedures/do_notify
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/jobs/triggers/increase_job_queue_count

create trigger _900_notify_worker
after insert on app_jobs.jobs
for each row
execute function app_jobs.do_notify('jobs:insert');
