-- Verify pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/indexes/scheduled_jobs_locked_by_idx on pg

select public.verify_index('app_jobs.scheduled_jobs', 'scheduled_jobs_locked_by_idx');

do $$
begin
  if not exists (
    select from pg_catalog.pg_index as i
    where i.indexrelid = 'app_jobs.scheduled_jobs_locked_by_idx'::pg_catalog.regclass
      and i.indisvalid
      and pg_catalog.pg_get_indexdef(i.indexrelid) like '%(locked_by)%'
  ) then
    raise exception 'app_jobs.scheduled_jobs_locked_by_idx must be an index on (locked_by)';
  end if;
end;
$$;
