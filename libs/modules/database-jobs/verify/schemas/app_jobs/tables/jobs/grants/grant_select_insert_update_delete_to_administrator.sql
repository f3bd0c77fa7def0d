-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/grants/grant_select_insert_update_delete_to_administrator on pg

do $$
declare
  privilege text;
begin
  foreach privilege in array array['select', 'insert', 'update', 'delete'] loop
    if not pg_catalog.has_table_privilege('administrator', 'app_jobs.jobs', privilege) then
      raise exception 'administrator must have % on app_jobs.jobs', privilege;
    end if;
  end loop;
  if not pg_catalog.has_sequence_privilege('administrator', 'app_jobs.jobs_id_seq', 'usage') then
    raise exception 'administrator must have usage on app_jobs.jobs_id_seq';
  end if;
end;
$$;
