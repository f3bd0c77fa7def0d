-- Verify pgpm-database-jobs:schemas/app_jobs/tables/scheduled_jobs/indexes/scheduled_jobs_priority_id_idx on pg

select public.verify_index('app_jobs.scheduled_jobs', 'scheduled_jobs_priority_id_idx');

do $$
begin
  if not exists (
    select from pg_catalog.pg_index as i
    where i.indexrelid = 'app_jobs.scheduled_jobs_priority_id_idx'::pg_catalog.regclass
      and i.indisvalid
      and pg_catalog.pg_get_indexdef(i.indexrelid) like '%(priority, id)%'
  ) then
    raise exception 'app_jobs.scheduled_jobs_priority_id_idx must be an index on (priority, id)';
  end if;
end;
$$;
