-- Deploy pgpm-db-meta:schemas/collections_private/schema to pg
-- requires: pgpm-inflection:schemas/inflection/tables/inflection_rules/indexes/inflection_rules_type_idx
-- requires: pgpm-database-jobs:schemas/app_jobs/triggers/tg_add_job_with_row
-- requires: pgpm-types:schemas/public/domains/url
-- requires: pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_id
-- requires: pgpm-default-roles:@0.0.5
-- requires: pgpm-verify:@0.1.0

create schema collections_private;

comment on schema collections_private is 'Functions of the tables in collections_public and meta_public.';

grant usage on schema collections_private to authenticated, administrator;

create function collections_private.is_server() returns boolean
language sql stable
set search_path = ''
as $$
  select coalesce(pg_catalog.current_setting('jwt.claims.user_id', true), '') = ''
    and coalesce(pg_catalog.has_table_privilege(pg_catalog.to_regclass('meta_public.domains'), 'select'), false);
$$;

comment on function collections_private.is_server() is
  'Whether the current role was granted meta_public.domains and acts for no user: a server that routes requests, which '
  'may read the rows of all databases.';

grant execute on function collections_private.is_server() to public;

-- Security definer: as a foreign key, it looks at rows that the writer need not be allowed to read. All that it takes
-- from outside are the arguments of create trigger, and nobody else may use it in a trigger.
create function collections_private.tg_same_database() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  nil constant uuid := '00000000-0000-0000-0000-000000000000';
  item constant jsonb := pg_catalog.to_jsonb(new);
  ids uuid[];
  stray uuid;
begin
  if tg_op = 'UPDATE' and new.database_id <> old.database_id then
    raise exception 'a row of table "%" cannot move to another database', tg_table_name
      using errcode = 'integrity_constraint_violation', schema = tg_table_schema, table = tg_table_name,
        column = 'database_id';
  end if;

  -- The arguments are pairs: a column with an id or an array of ids, and the table that they are in. The nil uuid
  -- stands for what is still to be filled; where it is not allowed, there is a foreign key.
  for i in 0 .. tg_nargs - 1 by 2 loop
    ids := array(select (v #>> '{}')::uuid from pg_catalog.jsonb_path_query(item -> tg_argv[i], '$[*]') as v);
    execute pg_catalog.format(
      'select x.id from unnest($1) as x (id)
       where x.id <> $2 and not exists (select from %s as r where r.id = x.id and r.database_id = $3)
       limit 1',
      tg_argv[i + 1]::pg_catalog.regclass
    )
    into stray
    using ids, nil, new.database_id;
    if stray is not null then
      raise exception 'column "%" of table "%" refers to what is not in the same database', tg_argv[i], tg_table_name
        using errcode = 'foreign_key_violation', schema = tg_table_schema, table = tg_table_name, column = tg_argv[i],
          detail = pg_catalog.format(
            'Key (%s)=(%s) is not present in %s of database %s.', tg_argv[i], stray, tg_argv[i + 1], new.database_id
          );
    end if;
  end loop;
  return null;
end
$$;

comment on function collections_private.tg_same_database() is
  'For row triggers after insert or update: keeps a row in its database, and refuses references to rows of another '
  'one. Arguments: column and table, for each column with an id or an array of ids.';

revoke execute on function collections_private.tg_same_database() from public;
