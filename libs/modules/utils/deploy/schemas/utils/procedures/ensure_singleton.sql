-- Deploy pgpm-utils:schemas/utils/procedures/ensure_singleton to pg
-- requires: schemas/utils/schema

-- Runs as its owner, since row level security and missing grants would hide the row from who inserts the second one.
-- Whoever owns a relation can attach the function to it, so it looks at tables only: a view would run code of theirs.
create function utils.ensure_singleton() returns trigger
language plpgsql security definer
set search_path = ''
set row_security = off
as $$
declare
  occupied boolean;
begin
  if (select c.relkind from pg_catalog.pg_class as c where c.oid = tg_relid) not in ('r', 'p') then
    raise exception 'utils.ensure_singleton() is for tables, and "%" is none', tg_table_name
      using errcode = 'wrong_object_type';
  end if;
  -- Of two transactions the second waits here, and then sees the row of the first. Locks on the table would be a
  -- deadlock of the two, as each insert holds one already.
  perform pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended('pgpm-utils:utils.ensure_singleton', tg_relid::bigint)
  );
  execute pg_catalog.format('select exists (select from %I.%I)', tg_table_schema, tg_table_name) into occupied;
  if occupied then
    raise exception 'SINGLETON_TABLE';
  end if;
  return new;
end
$$;

comment on function utils.ensure_singleton() is
  'Trigger function, before insert for each row: error P0001, SINGLETON_TABLE, when the table has a row, whoever can '
  'see it. A second insert waits until the transaction of the first ends.';

grant execute on function utils.ensure_singleton() to public;
