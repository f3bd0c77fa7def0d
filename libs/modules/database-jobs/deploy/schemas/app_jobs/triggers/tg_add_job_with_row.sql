-- Deploy pgpm-database-jobs:schemas/app_jobs/triggers/tg_add_job_with_row to pg
-- requires: schemas/app_jobs/schema
-- requires: pgpm-jwt-claims:schemas/jwt_private/procedures/current_database_id

-- Security definer: who may change the application's table needs no rights on the queue. The task name comes from
-- the trigger's definition, the payload from the row; nothing of either is run as SQL, and add_job checks both. Types of
-- others are printed by the server, since their casts would run with the rights of the owner.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function app_jobs.tg_add_job_with_row() returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  changed record;
  untrusted text[];
  fields text;
  payload json;
begin
  if tg_op in ('INSERT', 'UPDATE', 'DELETE') then
    changed := coalesce(new, old);
    untrusted := app_jobs.untrusted_columns(tg_relid);

    if untrusted = '{}' then
      payload := to_json(changed);
    else
      select string_agg(
        format(
          case
            when a.attname = any (untrusted)
              then 'case when num_nulls(($1).%1$I) = 0 then format(''%%s'', ($1).%1$I) end as %1$I'
            else '($1).%1$I'
          end,
          a.attname
        ),
        ', ' order by a.attnum
      )
      into fields
      from pg_attribute as a
      where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped;

      execute format('select to_json(r) from (select %s) as r', fields) into payload using changed;
    end if;
    perform app_jobs.add_job(jwt_private.current_database_id(), tg_argv[0], payload);
    return changed;
  end if;
end;
$$;

comment on function app_jobs.tg_add_job_with_row() is
  'Row trigger for any table, argument: task. Adds a job of the database that the request names, with the row as '
  'payload.';

revoke execute on function app_jobs.tg_add_job_with_row() from public;
grant execute on function app_jobs.tg_add_job_with_row() to administrator;
