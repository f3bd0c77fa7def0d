-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/timestamps on pg

select created_at, updated_at from app_jobs.jobs where false;

select public.verify_trigger('app_jobs._100_update_jobs_modtime_tg');

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'app_jobs.jobs'::pg_catalog.regclass
      and t.tgname = '_100_update_jobs_modtime_tg'
      and t.tgfoid = 'app_jobs.tg_update_timestamps()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception '_100_update_jobs_modtime_tg must run app_jobs.tg_update_timestamps()';
  end if;
end;
$$;
