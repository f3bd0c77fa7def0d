-- The registry: which changes are deployed, what they require, and what happened.
-- Tables, columns, keys and routines are an interface shared with other tools of this family (docs/formats.md §9):
-- nothing here may be renamed. Running this text again repairs what is missing and keeps what is there.

-- With `if not exists`, too, this takes the right to create schemas; where there is one, nobody needs that.
do $$ begin
  if to_regnamespace('pgpm_migrate') is null then
    create schema pgpm_migrate;
  end if;
end $$;

create table if not exists pgpm_migrate.packages (
  package text primary key,
  created_at timestamptz not null default clock_timestamp()
);

create table if not exists pgpm_migrate.changes (
  change_id text primary key,
  change_name text not null,
  package text not null references pgpm_migrate.packages (package),
  script_hash text not null,
  deployed_at timestamptz not null default clock_timestamp(),
  unique (package, change_name)
);

create table if not exists pgpm_migrate.dependencies (
  change_id text not null references pgpm_migrate.changes (change_id) on delete cascade,
  requires text not null,
  primary key (change_id, requires)
);

create table if not exists pgpm_migrate.events (
  event_id serial primary key,
  event_type text not null check (event_type in ('deploy', 'revert', 'verify')),
  change_name text not null,
  package text not null,
  occurred_at timestamptz not null default clock_timestamp(),
  error_message text,
  error_code text
);

-- What follows is ours alone: other tools neither read nor write it, and nothing of theirs depends on it.

create table if not exists pgpm_migrate.x_meta (
  key text primary key,
  value text not null
);

-- The revert script of a deployed change as it was at that time, for the day when its file is gone.
create table if not exists pgpm_migrate.x_scripts (
  change_id text primary key references pgpm_migrate.changes (change_id) on update cascade on delete cascade,
  revert text not null
);

-- Statements of scripts without a transaction that ran before such a script was through. Gone once it is.
create table if not exists pgpm_migrate.x_statements (
  package text not null,
  change_name text not null,
  operation text not null check (operation in ('deploy', 'revert')),
  position integer not null,
  statement_hash text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (package, change_name, operation, position)
);

create table if not exists pgpm_migrate.x_runs (
  run_id bigint generated always as identity primary key,
  operation text not null,
  state text not null check (state in ('running', 'done', 'failed', 'interrupted')),
  modules text[] not null,
  changes integer not null default 0,
  run_by text not null default session_user,
  application text not null default current_setting('application_name'),
  pid integer not null default pg_backend_pid(),
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  error_code text,
  error_message text
);

insert into pgpm_migrate.x_meta as m (key, value)
values ('engine', '@pgpm/engine'), ('schema_version', '2')
on conflict (key) do update set value = excluded.value
where case m.key when 'schema_version' then m.value::integer < excluded.value::integer else false end;

create or replace procedure pgpm_migrate.register_package(p_package text)
language sql
as $$
  insert into pgpm_migrate.packages (package) values (p_package) on conflict (package) do nothing;
$$;

create or replace function pgpm_migrate.is_deployed(p_package text, p_change_name text) returns boolean
language plpgsql stable
as $$
declare
  colon constant int := pg_catalog.strpos(p_change_name, ':');
begin
  return exists (
    select from pgpm_migrate.changes as c
    where c.package = case when colon > 0 then pg_catalog.left(p_change_name, colon - 1) else p_package end
      and c.change_name = pg_catalog.substr(p_change_name, colon + 1)
  );
end;
$$;

create or replace procedure pgpm_migrate.deploy(
  p_package text,
  p_change_name text,
  p_script_hash text,
  p_requires text[],
  p_deploy_sql text,
  p_log_only boolean default false
)
language plpgsql
as $$
declare
  deployed_hash text;
  missing text;
  id constant text := pg_catalog.encode(
    pg_catalog.sha256((p_package || p_change_name || p_script_hash)::bytea), 'hex');
begin
  call pgpm_migrate.register_package(p_package);

  select c.script_hash into deployed_hash
  from pgpm_migrate.changes as c
  where c.package = p_package and c.change_name = p_change_name;
  if deployed_hash = p_script_hash then
    return;
  elsif found then
    raise exception 'Change % already deployed in package % with different content', p_change_name, p_package;
  end if;

  select pg_catalog.string_agg(r.name, ', ' order by r.place) into missing
  from pg_catalog.unnest(p_requires) with ordinality as r (name, place)
  where not pgpm_migrate.is_deployed(p_package, r.name);
  if missing is not null then
    raise exception 'Missing required changes for %: %', p_change_name, missing;
  end if;

  if not p_log_only then
    execute p_deploy_sql;
  end if;

  insert into pgpm_migrate.changes (change_id, change_name, package, script_hash)
  values (id, p_change_name, p_package, p_script_hash);
  insert into pgpm_migrate.dependencies (change_id, requires)
  select id, r.name from pg_catalog.unnest(p_requires) as r (name);
  insert into pgpm_migrate.events (event_type, change_name, package)
  values ('deploy', p_change_name, p_package);
end;
$$;

create or replace function pgpm_migrate.get_dependents(p_package text, p_change_name text)
returns table (package text, change_name text, dependency text)
language sql stable
as $$
  select c.package, c.change_name, d.requires
  from pgpm_migrate.dependencies as d
  join pgpm_migrate.changes as c on c.change_id = d.change_id
  where (d.requires = p_change_name and c.package = p_package)
    or d.requires = p_package || ':' || p_change_name
  order by 1, 2;
$$;

create or replace procedure pgpm_migrate.revert(p_package text, p_change_name text, p_revert_sql text)
language plpgsql
as $$
declare
  dependants text;
begin
  if not pgpm_migrate.is_deployed(p_package, p_change_name) then
    raise exception 'Change % not deployed in package %', p_change_name, p_package;
  end if;

  select pg_catalog.string_agg(
      case when d.dependency = p_change_name then d.change_name else d.package || ':' || d.change_name end, ', ')
  into dependants
  from pgpm_migrate.get_dependents(p_package, p_change_name) as d;
  if dependants is not null then
    raise exception 'Cannot revert %: required by %', p_change_name, dependants;
  end if;

  execute p_revert_sql;

  delete from pgpm_migrate.changes as c where c.package = p_package and c.change_name = p_change_name;
  insert into pgpm_migrate.events (event_type, change_name, package)
  values ('revert', p_change_name, p_package);
end;
$$;

create or replace function pgpm_migrate.verify(p_package text, p_change_name text, p_verify_sql text) returns boolean
language plpgsql
as $$
begin
  execute p_verify_sql;
  return true;
exception when others then
  return false;
end;
$$;

create or replace function pgpm_migrate.deployed_changes(p_package text default null)
returns table (package text, change_name text, deployed_at timestamptz)
language sql stable
as $$
  select c.package, c.change_name, c.deployed_at
  from pgpm_migrate.changes as c
  where p_package is null or c.package = p_package
  order by c.deployed_at;
$$;

create or replace function pgpm_migrate.status(p_package text default null)
returns table (package text, total_deployed integer, last_change text, last_deployed timestamptz)
language sql stable
as $$
  select
    c.package,
    pg_catalog.count(*)::integer,
    (pg_catalog.array_agg(c.change_name order by c.deployed_at desc))[1],
    pg_catalog.max(c.deployed_at)
  from pgpm_migrate.changes as c
  where p_package is null or c.package = p_package
  group by c.package;
$$;
