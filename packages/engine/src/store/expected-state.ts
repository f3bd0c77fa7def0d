import { createHash } from 'node:crypto';
import type { DeployedChange } from '../model/index.js';
import { literal } from './literal.js';

/**
 * A statement that fails when the registry does not hold exactly `changes`: what was decided from them would be wrong.
 *
 * @param modules - whose changes these are; absent for those of all modules.
 */
export function expectState(
  isMade: boolean,
  changes: readonly DeployedChange[],
  modules: readonly string[] | undefined,
): string {
  const digest = createHash('sha256').update(linesOf(changes).join('')).digest('hex');
  const only =
    modules === undefined
      ? ''
      : ` where c.package in (select pg_catalog.json_array_elements_text(${literal(JSON.stringify(modules))}))`;
  const line = `c.package || ':' || c.change_name || ' ' || c.script_hash || E'\\n'`;
  const differs = isMade
    ? `(select pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(coalesce(
    pg_catalog.string_agg(${line}, '' order by (${line}) collate "C"), ''), 'UTF8')), 'hex')
    from pgpm_migrate.changes as c${only}) <> '${digest}'`
    : `pg_catalog.to_regnamespace('pgpm_migrate') is not null`;
  return `do $pgpm$ begin
  if ${differs} then
    raise exception 'the registry is not as it was when this file was written' using hint = 'write the file anew';
  end if;
end $pgpm$;
`;
}

/** In the order of their bytes, as the server sorts with the collation "C". */
function linesOf(changes: readonly DeployedChange[]): readonly string[] {
  return changes
    .map(({ module, change, hash }) => Buffer.from(`${module}:${change} ${hash}\n`))
    .sort((a, b) => Buffer.compare(a, b))
    .map((line) => line.toString());
}
