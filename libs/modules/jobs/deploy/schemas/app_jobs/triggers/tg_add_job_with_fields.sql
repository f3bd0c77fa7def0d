-- Deploy pgpm-jobs:schemas/app_jobs/triggers/tg_add_job_with_fields to pg
-- requires: schemas/app_jobs/schema
-- requires: schemas/app_jobs/helpers/json_build_object_apply

-- Security definer: who may change the application's table needs no rights on the queue. Column names come from the
-- trigger's definition and are quoted; values are passed as parameters and never become part of a statement. Types of
-- others are printed by the server, since their casts would run with the rights of the owner.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function app_jobs.trigger_job_with_fields() returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  changed record;
  untrusted text[];
  pairs text;
  fields text[];
begin
  if tg_op in ('INSERT', 'UPDATE', 'DELETE') then
    changed := coalesce(new, old);
    untrusted := app_jobs.untrusted_columns(tg_relid);

    select string_agg(
      format(
        case when lower(a.name) = any (untrusted) then '%L, format(''%%s'', ($1).%I)' else '%L, ($1).%I::text' end,
        a.name,
        lower(a.name)
      ),
      ', ' order by a.place
    )
    into pairs
    from unnest(tg_argv[1:]) with ordinality as a (name, place);

    if pairs is not null then
      execute format('select array[%s]::text[]', pairs) into fields using changed;
    end if;
    perform app_jobs.add_job(tg_argv[0], app_jobs.json_build_object_apply(fields));
    return changed;
  end if;
end;
$$;

comment on function app_jobs.trigger_job_with_fields() is
  'Row trigger, arguments: task, then lower-case column names. Adds a job with these columns as text, NULL as "".';

revoke execute on function app_jobs.trigger_job_with_fields() from public;
grant execute on function app_jobs.trigger_job_with_fields() to administrator;
