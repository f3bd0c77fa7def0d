-- Deploy pgpm-utils:schemas/utils/procedures/throw to pg
-- requires: schemas/utils/schema

create function utils.throw() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception '%',
    coalesce(tg_argv[0], 'THROWN_ERROR') || ' (' || pg_catalog.concat_ws(', ', tg_table_name, tg_argv[1]) || ')';
end
$$;

comment on function utils.throw() is
  'Trigger function (name, reason) for every event: always error P0001 with the message "name (table, reason)". '
  'Without arguments the name is THROWN_ERROR.';

grant execute on function utils.throw() to public;
