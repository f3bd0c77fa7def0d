-- Deploy pgpm-stamps:schemas/stamps/procedures/utils to pg
-- requires: schemas/stamps/schema
-- requires: pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_id

create function stamps.timestamps() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- Anything else would lose the stamps in silence, and cancel deletes.
  if tg_when <> 'BEFORE' or tg_level <> 'ROW' or tg_op not in ('INSERT', 'UPDATE') then
    raise exception 'stamps.timestamps() must be fired before insert or update for each row, by trigger "%" on %.%',
      tg_name, tg_table_schema, tg_table_name
      using errcode = 'trigger_protocol_violated';
  end if;
  if tg_op = 'INSERT' then
    new.created_at := pg_catalog.now();
  else
    new.created_at := old.created_at;
  end if;
  new.updated_at := pg_catalog.now();
  return new;
end
$$;

comment on function stamps.timestamps() is
  'Trigger function, before insert or update for each row: created_at and updated_at become the start of the '
  'transaction; an update keeps created_at. What the statement says about them is ignored.';

grant execute on function stamps.timestamps() to authenticated, anonymous;

create function stamps.peoplestamps() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- Anything else would lose the stamps in silence, and cancel deletes.
  if tg_when <> 'BEFORE' or tg_level <> 'ROW' or tg_op not in ('INSERT', 'UPDATE') then
    raise exception 'stamps.peoplestamps() must be fired before insert or update for each row, by trigger "%" on %.%',
      tg_name, tg_table_schema, tg_table_name
      using errcode = 'trigger_protocol_violated';
  end if;
  new.updated_by := jwt_public.current_user_id();
  if tg_op = 'INSERT' then
    new.created_by := new.updated_by;
  else
    new.created_by := old.created_by;
  end if;
  return new;
end
$$;

comment on function stamps.peoplestamps() is
  'Trigger function, before insert or update for each row: created_by and updated_by become '
  'jwt_public.current_user_id(), NULL without a user; an update keeps created_by. What the statement says about '
  'them is ignored.';

grant execute on function stamps.peoplestamps() to authenticated, anonymous;
