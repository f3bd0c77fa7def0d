-- Deploy pgpm-database-jobs:schemas/app_jobs/procedures/fail_job to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/tables/jobs/table
-- requires: schemas/app_jobs/tables/job_queues/table

create function app_jobs.fail_job(
  worker_id text,
  job_id bigint,
  error_message text,
  jitter double precision default 0
) returns app_jobs.jobs
language plpgsql
volatile
set search_path = ''
as $$
declare
  job app_jobs.jobs;
begin
  if jitter is null or jitter not between 0 and 1 then
    raise exception 'jitter must be between 0 and 1' using errcode = 'invalid_parameter_value';
  end if;

  -- With "is true" the primary key is the only index that fits, see complete_job.
  update app_jobs.jobs as j
  set
    last_error = coalesce(error_message, 'Unknown error'),
    run_at = greatest(now(), j.run_at)
      + make_interval(secs => exp(least(j.attempts, 10)) * (1 + jitter * random())),
    locked_at = null,
    locked_by = null
  where j.id = job_id and (j.locked_by = worker_id) is true
  returning j.* into job;

  if job.queue_name is not null then
    update app_jobs.job_queues as q
    set locked_at = null, locked_by = null
    where q.database_id = job.database_id
      and q.queue_name = job.queue_name
      and (q.locked_by = worker_id) is true;
  end if;
  return job;
end;
$$;

comment on function app_jobs.fail_job(text, bigint, text, double precision) is
  'Gives a job back after a failure, to be tried again after exp(least(attempts, 10)) seconds, longer by up to the '
  'fraction jitter (0 to 1). Returns the job; all NULL when the worker does not have it.';

revoke execute on function app_jobs.fail_job(text, bigint, text, double precision) from public;
grant execute on function app_jobs.fail_job(text, bigint, text, double precision) to administrator;
