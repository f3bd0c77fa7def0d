-- What a scratch database needs to take snapshots of itself quickly: functions keep the plans of their queries.
create schema pgpm_check;

-- Roles of the server that are none of the modules' business. Roles belong to all databases.
create table pgpm_check.foreign_role (oid oid primary key);

-- Lets constraints and triggers that wait for the end of the transaction do so now, as a commit would.
create function pgpm_check.fire_deferred() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  deferrable_ones text;
  immediate_ones text;
begin
  select string_agg(format('%I.%I', n.nspname, k.conname), ', '),
    string_agg(format('%I.%I', n.nspname, k.conname), ', ') filter (where not k.condeferred)
  into deferrable_ones, immediate_ones
  from pg_constraint as k
  join pg_namespace as n on n.oid = k.connamespace
  where k.condeferrable;
  if deferrable_ones is not null then
    execute 'set constraints ' || deferrable_ones || ' immediate';
    -- What is said of all constraints, here or in a script, holds for those to come: they shall wait if they can.
    set constraints all deferred;
    if immediate_ones is not null then
      execute 'set constraints ' || immediate_ones || ' immediate';
    end if;
  end if;
end;
$$;

-- The newest transaction number of this session among those of the transaction and its open savepoints; 0 without one.
-- The server gives a number to what begins to write, and not before.
create function pgpm_check.newest_xid() returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(max(l.transactionid::text::bigint), 0)
  from pg_locks as l
  where l.locktype = 'transactionid' and l.pid = pg_backend_pid()
$$;
