-- Verify pgpm-database-jobs:schemas/app_jobs/helpers/json_build_object_apply on pg

select 'app_jobs.json_build_object_apply(text[])'::pg_catalog.regprocedure;

do $$
begin
  if app_jobs.json_build_object_apply(array['a', 'it''s'])::text is distinct from '{"a" : "it''s"}' then
    raise exception 'app_jobs.json_build_object_apply must keep values as they are';
  end if;
end;
$$;
