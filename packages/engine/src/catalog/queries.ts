import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Arms of the query that reads the definitions of what most databases have, and of that for what few have. */
const usual = ['relations', 'objects', 'access'];
const rare = ['rare-relations', 'rare-types', 'rare-server'];

/**
 * Statements that prepare a scratch database for taking snapshots. They make a schema `pgpm_check`, which is no part of
 * what the snapshots show, and neither is `pgpm_migrate`.
 */
export function catalogSetup(): string {
  const common = readSql('common');
  return `${readSql('setup')}
create function pgpm_check.catalog() returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set jit = off
set plan_cache_mode = force_generic_plan
as $catalog$
declare
  question text;
  content json := '[]';
  definitions json;
  rarities json := '[]';
begin
  question := (${common}${readSql('content')});
  if question is not null then
    execute 'select json_agg(json_build_array(c.kind, c.name, c.definition)) from (' || question
      || ') as c (kind, name, definition)' into content;
  end if;
  definitions := (${definitions(usual)});
  if ${readSql('rare-exists')} then
    rarities := (${definitions(rare)});
  end if;
  return json_build_array(definitions, rarities, content)::text;
end
$catalog$;

create function pgpm_check.digest() returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set jit = off
set plan_cache_mode = force_generic_plan
as $digest$
declare
  question text := (${common}${readSql('content')});
  content json := '[]';
begin
  if question is not null then
    execute 'select json_agg(json_build_array(c.kind, c.name, c.content) order by c.kind, c.name) from (' || question
      || ') as c (kind, name, content)' into content;
  end if;
  return json_build_array((${readSql('digest')}), content)::text;
end
$digest$;

create function pgpm_check.contents() returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO'
set intervalstyle = 'postgres'
set bytea_output = 'hex'
set extra_float_digits = 1
as $contents$
declare
  question text := (${readSql('contents')});
  answer json := '[]';
begin
  if question is not null then
    execute 'select json_agg(json_build_array(c.name, c.content) order by c.name) from (' || question
      || ') as c (name, content)' into answer;
  end if;
  return json_build_array(answer, (${readSql('beyond')}))::text;
end
$contents$;

create function pgpm_check.changed_rows(before bigint) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $changed$
declare
  since bigint := (
    select min(l.transactionid::text::bigint)
    from pg_locks as l
    where l.locktype = 'transactionid' and l.pid = pg_backend_pid() and l.transactionid::text::bigint > before);
  question text := (${common}${readSql('changed-rows')});
  answer json;
begin
  if question is not null then
    execute 'select json_agg(c.name order by c.name) from (' || question || ') as c (name, number)' into answer;
  end if;
  return coalesce(answer, '[]')::text;
end
$changed$;
`;
}

/** A statement with one value. While that stays the same, the catalog does. It costs a fraction of reading the catalog. */
export const readDigest = 'select pgpm_check.digest();';

/** A statement with one value: the catalog, as `parseCatalog` reads it. */
export const readCatalog = 'select pgpm_check.catalog();';

/** A statement with one value: what tables hold, as `parseContents` reads it, and what else the catalog does not have. */
export const readContents = 'select pgpm_check.contents();';

function definitions(arms: readonly string[]): string {
  const all = arms.map(readSql).join('\nunion all\n');
  return `
    select coalesce(json_agg(json_build_array(o.kind, o.name, o.definition)), '[]')
    from (${readSql('common')}${all}) as o (kind, name, definition)`;
}

function readSql(name: string): string {
  return readFileSync(join(__dirname, 'sql', `${name}.sql`), 'utf8');
}
