-- Verify pgpm-database-jobs:schemas/app_jobs/procedures/get_job on pg

select public.verify_function('app_jobs.get_job(text, text[], interval, uuid)', 'administrator');

do $$
declare
  refused boolean := false;
begin
  begin
    perform app_jobs.get_job('abc');
  exception
    when raise_exception then
      refused := sqlerrm = 'INVALID_WORKER_ID';
  end;
  if not refused then
    raise exception 'app_jobs.get_job must refuse a worker id of 3 characters';
  end if;
end;
$$;
