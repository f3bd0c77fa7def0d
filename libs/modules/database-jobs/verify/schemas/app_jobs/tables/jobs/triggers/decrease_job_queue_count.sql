-- Verify pgpm-database-jobs:schemas/app_jobs/tables/jobs/triggers/decrease_job_queue_count on pg

select 'app_jobs.tg_decrease_job_queue_count()'::pg_catalog.regprocedure;

select public.verify_trigger('app_jobs.decrease_job_queue_count_on_delete');
select public.verify_trigger('app_jobs.decrease_job_queue_count_on_update');

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'app_jobs.jobs'::pg_catalog.regclass
      and t.tgname = 'decrease_job_queue_count_on_delete'
      and t.tgfoid = 'app_jobs.tg_decrease_job_queue_count()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception 'decrease_job_queue_count_on_delete must run app_jobs.tg_decrease_job_queue_count()';
  end if;
  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'app_jobs.jobs'::pg_catalog.regclass
      and t.tgname = 'decrease_job_queue_count_on_update'
      and t.tgfoid = 'app_jobs.tg_decrease_job_queue_count()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) then
    raise exception 'decrease_job_queue_count_on_update must run app_jobs.tg_decrease_job_queue_count()';
  end if;
end;
$$;
