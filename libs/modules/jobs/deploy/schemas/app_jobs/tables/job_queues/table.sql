-- Deploy pgpm-jobs:schemas/app_jobs/tables/job_queues/table to pg
-- requires: schemas/app_jobs/schema

create table app_jobs.job_queues (
  queue_name text constraint job_queues_pkey primary key,
  job_count int not null default 0,
  locked_at timestamptz,
  locked_by text
);

comment on table app_jobs.job_queues is
  'One row for each queue that has jobs. The row is the mutex of the queue. Kept by triggers of app_jobs.jobs.';
comment on column app_jobs.job_queues.job_count is 'Jobs in the queue: waiting, running and dead ones.';
comment on column app_jobs.job_queues.locked_at is
  'Start of the transaction that took a job of the queue; NULL when none is running.';
comment on column app_jobs.job_queues.locked_by is 'Id of the worker that runs a job of the queue.';
