-- Deploy pgpm-database-jobs:schemas/app_jobs/helpers/json_build_object_apply to pg
-- requires: schemas/app_jobs/schema

create function app_jobs.json_build_object_apply(arguments text[]) returns json
language sql
volatile
set search_path = ''
as $$
  select json_build_object(variadic array(
    select coalesce(a.argument, '')
    from unnest(arguments) with ordinality as a (argument, place)
    order by a.place
  ));
$$;

comment on function app_jobs.json_build_object_apply(text[]) is
  'JSON object of strings from alternating keys and values, in their order. A NULL value becomes "".';

revoke execute on function app_jobs.json_build_object_apply(text[]) from public;
grant execute on function app_jobs.json_build_object_apply(text[]) to administrator;
