-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/indexes/priority_run_at_id_idx on pg

select public.verify_index('app_jobs.jobs', 'priority_run_at_id_idx');

do $$
begin
  if not exists (
    select from pg_catalog.pg_index as i
    where i.indexrelid = 'app_jobs.priority_run_at_id_idx'::pg_catalog.regclass
      and i.indisvalid
      and pg_catalog.pg_get_indexdef(i.indexrelid) like '%(priority, run_at, id)%'
      and pg_catalog.pg_get_expr(i.indpred, i.indrelid) = '((locked_at IS NULL) AND (attempts < max_attempts))'
  ) then
    raise exception 'app_jobs.priority_run_at_id_idx must be a partial index of the jobs that can be taken';
  end if;
end;
$$;
