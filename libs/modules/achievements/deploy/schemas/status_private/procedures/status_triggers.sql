-- Deploy pgpm-achievements:schemas/status_private/procedures/status_triggers to pg
-- requires: schemas/status_private/schema
-- requires: schemas/status_private/procedures/user_completed_step
-- requires: schemas/status_private/procedures/user_incompleted_step

-- What all trigger functions below do. Names of columns come from the definition of the trigger and are quoted.
create function status_private.count_step(
  arguments text[],
  relation oid,
  operation text,
  item record,
  previous record,
  by_truth boolean,
  toggles boolean
) returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  task constant text := arguments[1];
  -- The column as it is written or, like a name without quotes, in lower case.
  column_name constant text := coalesce(
    (
      select a.attname
      from pg_catalog.pg_attribute as a
      where a.attrelid = relation and a.attname = arguments[0] and a.attnum > 0 and not a.attisdropped
    ),
    lower(arguments[0])
  );
  reached boolean;
  unchanged boolean;
  user_id uuid := jwt_public.current_user_id();
begin
  -- Compared as text, since not every type has an equality.
  execute pg_catalog.format(
    'select
      ($1).%1$I is %2$s,
      ($1).%1$I::pg_catalog.text is not distinct from ($2).%1$I::pg_catalog.text',
    column_name,
    case when by_truth then 'true' else 'not null' end
  ) into reached, unchanged using item, previous;
  if pg_catalog.cardinality(arguments) > 2 then
    execute pg_catalog.format('select ($1).%I', arguments[2]) into user_id using item;
  end if;

  -- An update of other columns is no step, and without a user there is nobody to count for.
  if user_id is null or (operation = 'UPDATE' and unchanged) then
    return;
  end if;
  if reached then
    perform status_private.user_completed_step(task, user_id);
  elsif toggles then
    perform status_private.user_incompleted_step(task, user_id);
  end if;
end;
$$;

comment on function status_private.count_step(text[], oid, text, record, record, boolean, boolean) is
  'For the trigger functions of this schema: a step when the column of the row has a value, or is true.';

-- Whoever may change a table fires its triggers, which call this with the rights of that role, also where there is no user
-- to count for. The functions that count decide who may.
grant execute on function status_private.count_step(text[], oid, text, record, record, boolean, boolean) to public;

create function status_private.tg_achievement() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    return old;
  end if;
  perform status_private.count_step(
    tg_argv, tg_relid, tg_op, new, coalesce(old, new), by_truth => false, toggles => false
  );
  return new;
end;
$$;

comment on function status_private.tg_achievement() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step for each new '
  'value that is not NULL.';

-- It has the rights of its caller, so who may use the schema may attach it.
grant execute on function status_private.tg_achievement() to public, authenticated;

create function status_private.tg_achievement_toggle() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    return old;
  end if;
  perform status_private.count_step(
    tg_argv, tg_relid, tg_op, new, coalesce(old, new), by_truth => false, toggles => true
  );
  return new;
end;
$$;

comment on function status_private.tg_achievement_toggle() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step for each new '
  'value that is not NULL; NULL takes all steps of the task away.';

-- It has the rights of its caller, so who may use the schema may attach it.
grant execute on function status_private.tg_achievement_toggle() to public, authenticated;

create function status_private.tg_achievement_boolean() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    return old;
  end if;
  perform status_private.count_step(
    tg_argv, tg_relid, tg_op, new, coalesce(old, new), by_truth => true, toggles => false
  );
  return new;
end;
$$;

comment on function status_private.tg_achievement_boolean() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step when '
  'the value becomes true.';

-- It has the rights of its caller, so who may use the schema may attach it.
grant execute on function status_private.tg_achievement_boolean() to public, authenticated;

create function status_private.tg_achievement_toggle_boolean() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    return old;
  end if;
  perform status_private.count_step(
    tg_argv, tg_relid, tg_op, new, coalesce(old, new), by_truth => true, toggles => true
  );
  return new;
end;
$$;

comment on function status_private.tg_achievement_toggle_boolean() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step when '
  'the value becomes true; otherwise all steps of the task are taken away.';

-- It has the rights of its caller, so who may use the schema may attach it.
grant execute on function status_private.tg_achievement_toggle_boolean() to public, authenticated;
