-- Deploy pgpm-achievements:schemas/status_private/procedures/status_triggers to pg
-- requires: schemas/status_private/schema
-- requires: schemas/status_private/procedures/user_completed_step
-- requires: schemas/status_private/procedures/user_incompleted_step

-- Four functions that differ in two places: what of the value is a step, and whether its opposite takes steps away. Names
-- of columns come from the definition of the trigger and are quoted.

create function status_private.tg_achievement() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- The column as it is written or, like a name without quotes, in lower case.
  column_name constant text := coalesce(
    (
      select a.attname
      from pg_catalog.pg_attribute as a
      where a.attrelid = tg_relid and a.attname = tg_argv[0] and a.attnum > 0 and not a.attisdropped
    ),
    lower(tg_argv[0])
  );
  previous record := coalesce(old, new);
  reached boolean;
  unchanged boolean;
  user_id uuid := jwt_public.current_user_id();
begin
  if tg_op = 'DELETE' then
    return old;
  end if;

  -- Compared as text, since not every type has an equality.
  execute pg_catalog.format(
    'select
      ($1).%1$I is not null,
      ($1).%1$I::pg_catalog.text is not distinct from ($2).%1$I::pg_catalog.text',
    column_name
  ) into reached, unchanged using new, previous;
  if tg_nargs > 2 then
    execute pg_catalog.format('select ($1).%I', tg_argv[2]) into user_id using new;
  end if;

  -- An update of other columns is no step, and without a user there is nobody to count for.
  if user_id is null or (tg_op = 'UPDATE' and unchanged) then
    return new;
  end if;
  if reached then
    perform status_private.user_completed_step(tg_argv[1], user_id);
  end if;
  return new;
end;
$$;

comment on function status_private.tg_achievement() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step for each new '
  'value that is not NULL.';

-- Whoever may change a table fires its triggers. To attach one, more is needed.
revoke execute on function status_private.tg_achievement() from public;
grant execute on function status_private.tg_achievement() to authenticated;

create function status_private.tg_achievement_toggle() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- The column as it is written or, like a name without quotes, in lower case.
  column_name constant text := coalesce(
    (
      select a.attname
      from pg_catalog.pg_attribute as a
      where a.attrelid = tg_relid and a.attname = tg_argv[0] and a.attnum > 0 and not a.attisdropped
    ),
    lower(tg_argv[0])
  );
  previous record := coalesce(old, new);
  reached boolean;
  unchanged boolean;
  user_id uuid := jwt_public.current_user_id();
begin
  if tg_op = 'DELETE' then
    return old;
  end if;

  -- Compared as text, since not every type has an equality.
  execute pg_catalog.format(
    'select
      ($1).%1$I is not null,
      ($1).%1$I::pg_catalog.text is not distinct from ($2).%1$I::pg_catalog.text',
    column_name
  ) into reached, unchanged using new, previous;
  if tg_nargs > 2 then
    execute pg_catalog.format('select ($1).%I', tg_argv[2]) into user_id using new;
  end if;

  -- An update of other columns is no step, and without a user there is nobody to count for.
  if user_id is null or (tg_op = 'UPDATE' and unchanged) then
    return new;
  end if;
  if reached then
    perform status_private.user_completed_step(tg_argv[1], user_id);
  else
    perform status_private.user_incompleted_step(tg_argv[1], user_id);
  end if;
  return new;
end;
$$;

comment on function status_private.tg_achievement_toggle() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step for each new '
  'value that is not NULL; NULL takes all steps of the task away.';

-- Whoever may change a table fires its triggers. To attach one, more is needed.
revoke execute on function status_private.tg_achievement_toggle() from public;
grant execute on function status_private.tg_achievement_toggle() to authenticated;

create function status_private.tg_achievement_boolean() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- The column as it is written or, like a name without quotes, in lower case.
  column_name constant text := coalesce(
    (
      select a.attname
      from pg_catalog.pg_attribute as a
      where a.attrelid = tg_relid and a.attname = tg_argv[0] and a.attnum > 0 and not a.attisdropped
    ),
    lower(tg_argv[0])
  );
  previous record := coalesce(old, new);
  reached boolean;
  unchanged boolean;
  user_id uuid := jwt_public.current_user_id();
begin
  if tg_op = 'DELETE' then
    return old;
  end if;

  -- Compared as text, since not every type has an equality.
  execute pg_catalog.format(
    'select
      ($1).%1$I is true,
      ($1).%1$I::pg_catalog.text is not distinct from ($2).%1$I::pg_catalog.text',
    column_name
  ) into reached, unchanged using new, previous;
  if tg_nargs > 2 then
    execute pg_catalog.format('select ($1).%I', tg_argv[2]) into user_id using new;
  end if;

  -- An update of other columns is no step, and without a user there is nobody to count for.
  if user_id is null or (tg_op = 'UPDATE' and unchanged) then
    return new;
  end if;
  if reached then
    perform status_private.user_completed_step(tg_argv[1], user_id);
  end if;
  return new;
end;
$$;

comment on function status_private.tg_achievement_boolean() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step when '
  'the value becomes true.';

-- Whoever may change a table fires its triggers. To attach one, more is needed.
revoke execute on function status_private.tg_achievement_boolean() from public;
grant execute on function status_private.tg_achievement_boolean() to authenticated;

create function status_private.tg_achievement_toggle_boolean() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- The column as it is written or, like a name without quotes, in lower case.
  column_name constant text := coalesce(
    (
      select a.attname
      from pg_catalog.pg_attribute as a
      where a.attrelid = tg_relid and a.attname = tg_argv[0] and a.attnum > 0 and not a.attisdropped
    ),
    lower(tg_argv[0])
  );
  previous record := coalesce(old, new);
  reached boolean;
  unchanged boolean;
  user_id uuid := jwt_public.current_user_id();
begin
  if tg_op = 'DELETE' then
    return old;
  end if;

  -- Compared as text, since not every type has an equality.
  execute pg_catalog.format(
    'select
      ($1).%1$I is true,
      ($1).%1$I::pg_catalog.text is not distinct from ($2).%1$I::pg_catalog.text',
    column_name
  ) into reached, unchanged using new, previous;
  if tg_nargs > 2 then
    execute pg_catalog.format('select ($1).%I', tg_argv[2]) into user_id using new;
  end if;

  -- An update of other columns is no step, and without a user there is nobody to count for.
  if user_id is null or (tg_op = 'UPDATE' and unchanged) then
    return new;
  end if;
  if reached then
    perform status_private.user_completed_step(tg_argv[1], user_id);
  else
    perform status_private.user_incompleted_step(tg_argv[1], user_id);
  end if;
  return new;
end;
$$;

comment on function status_private.tg_achievement_toggle_boolean() is
  'Row trigger for insert or update, arguments: column, task and, optionally, column of the user. A step when '
  'the value becomes true; otherwise all steps of the task are taken away.';

-- Whoever may change a table fires its triggers. To attach one, more is needed.
revoke execute on function status_private.tg_achievement_toggle_boolean() from public;
grant execute on function status_private.tg_achievement_toggle_boolean() to authenticated;
