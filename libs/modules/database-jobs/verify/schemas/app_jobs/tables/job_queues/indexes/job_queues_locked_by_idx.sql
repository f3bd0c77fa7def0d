-- Verify pgpm-database-jobs:schemas/app_jobs/tables/job_queues/indexes/job_queues_locked_by_idx on pg

select public.verify_index('app_jobs.job_queues', 'job_queues_locked_by_idx');

do $$
begin
  if not exists (
    select from pg_catalog.pg_index as i
    where i.indexrelid = 'app_jobs.job_queues_locked_by_idx'::pg_catalog.regclass
      and i.indisvalid
      and pg_catalog.pg_get_indexdef(i.indexrelid) like '%(locked_by)%'
      and pg_catalog.pg_get_expr(i.indpred, i.indrelid) = '(locked_by IS NOT NULL)'
  ) then
    raise exception 'app_jobs.job_queues_locked_by_idx must be a partial index on (locked_by) of the busy queues';
  end if;
end;
$$;
