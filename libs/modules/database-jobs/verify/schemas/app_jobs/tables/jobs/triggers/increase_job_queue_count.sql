-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/increase_job_queue_count on pg

select 'app_jobs.tg_increase_job_queue_count()'::pg_catalog.regprocedure;

select public.verify_trigger('app_jobs._500_increase_job_queue_count_on_insert');
select public.verify_trigger('app_jobs._500_increase_job_queue_count_on_update');

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'app_jobs.jobs'::pg_catalog.regclass
      and t.tgname = '_500_increase_job_queue_count_on_insert'
      and t.tgfoid = 'app_jobs.tg_increase_job_queue_count()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception '_500_increase_job_queue_count_on_insert must run app_jobs.tg_increase_job_queue_count()';
  end if;
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'app_jobs.jobs'::pg_catalog.regclass
      and t.tgname = '_500_increase_job_queue_count_on_update'
      and t.tgfoid = 'app_jobs.tg_increase_job_queue_count()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception '_500_increase_job_queue_count_on_update must run app_jobs.tg_increase_job_queue_count()';
  end if;
end;
$$;
