-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/complete_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table

create function app_jobs.complete_job(
  worker_id text,
  job_id bigint
) returns app_jobs.jobs
language plpgsql
volatile
set search_path = ''
as $$
declare
  job app_jobs.jobs;
begin
  -- The trigger decrease_job_queue_count_on_delete releases the queue. With "is true" the primary key is the only index
  -- that fits. Statistics made while nothing was running would prefer jobs_locked_by_idx: all jobs of the worker.
  delete from app_jobs.jobs as j
  where j.id = job_id and (j.locked_by = worker_id) is true
  returning j.* into job;
  return job;
end;
$$;

comment on function app_jobs.complete_job(text, bigint) is
  'Deletes a job that was done and releases its queue. Returns the job; all NULL when the worker does not have it, '
  'for instance because another one took it over.';

revoke execute on function app_jobs.complete_job(text, bigint) from public;
grant execute on function app_jobs.complete_job(text, bigint) to administrator;
