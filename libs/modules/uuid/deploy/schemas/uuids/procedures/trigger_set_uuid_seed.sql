-- Deploy pgpm-uuid:schemas/uuids/procedures/trigger_set_uuid_seed to pg
-- requires: schemas/uuids/schema
-- requires: schemas/uuids/procedures/pseudo_order_seed_uuid

create function uuids.trigger_set_uuid_seed() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  target text := tg_argv[0];
  seed constant text := tg_argv[1];
begin
  if tg_level <> 'ROW' or tg_op not in ('INSERT', 'UPDATE') then
    raise exception 'uuids.trigger_set_uuid_seed must be fired for each row by an insert or update'
      using errcode = 'trigger_protocol_violated';
  end if;
  if seed is null then
    raise exception 'UUID seed is NULL on table %', tg_table_name;
  end if;
  -- A name may also come in double quotes, with a backslash in front of each special character.
  for attempt in 1..2 loop
    exit when exists (
      select
      from pg_catalog.pg_attribute as a
      where a.attrelid = tg_relid and a.attname = target and a.attnum > 0 and not a.attisdropped
    );
    if attempt = 2 or target is null or target !~ '^".*"$' then
      raise exception 'column "%" of table "%" does not exist', target, tg_table_name
        using errcode = 'undefined_column', hint = 'The first argument of the trigger names the column to set.';
    end if;
    target := pg_catalog.regexp_replace(
      pg_catalog.substr(target, 2, pg_catalog.length(target) - 2), '\\(.)', '\1', 'g'
    );
  end loop;
  -- Planned anew for each row: a kept call would not notice that a column got another type in the same transaction.
  execute 'select r.* from pg_catalog.jsonb_populate_record($1, $2) as r'
    into new
    using new, pg_catalog.jsonb_build_object(target, uuids.pseudo_order_seed_uuid(seed));
  return new;
end
$$;

comment on function uuids.trigger_set_uuid_seed() is
  'Trigger function (target, seed): before insert or update for each row, the column target becomes '
  'uuids.pseudo_order_seed_uuid() of the text seed itself, whatever the statement says.';

grant execute on function uuids.trigger_set_uuid_seed() to public;
