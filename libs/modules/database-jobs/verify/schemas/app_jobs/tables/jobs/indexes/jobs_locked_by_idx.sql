-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/indexes/jobs_locked_by_idx on pg

select public.verify_index('app_jobs.jobs', 'jobs_locked_by_idx');
select public.verify_index('app_jobs.jobs', 'jobs_locked_at_idx');

do $$
begin
  if not exists (
    select from pg_catalog.pg_index as i
    where i.indexrelid = 'app_jobs.jobs_locked_by_idx'::pg_catalog.regclass
      and i.indisvalid
      and pg_catalog.pg_get_indexdef(i.indexrelid) like '%(locked_by)%'
      and pg_catalog.pg_get_expr(i.indpred, i.indrelid) = '(locked_by IS NOT NULL)'
  ) then
    raise exception 'app_jobs.jobs_locked_by_idx must be a partial index on (locked_by) of the running jobs';
  end if;
end;
$$;
