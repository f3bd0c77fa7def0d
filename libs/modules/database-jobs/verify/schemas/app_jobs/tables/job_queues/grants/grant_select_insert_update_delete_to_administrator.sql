-- Verify pgpm-database-jobs:schemas/app_jobs/tables/job_queues/grants/grant_select_insert_update_delete_to_administrator on pg

do $$
declare
  privilege text;
begin
  foreach privilege in array array['select', 'insert', 'update', 'delete'] loop
    if not pg_catalog.has_table_privilege('administrator', 'app_jobs.job_queues', privilege) then
      raise exception 'administrator must have % on app_jobs.job_queues', privilege;
    end if;
  end loop;
end;
$$;
