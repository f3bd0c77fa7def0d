import { literal } from './literal.js';

/** A recorded change that gets another name, another hash, or both. */
export interface Move {
  readonly module: string;
  readonly change: string;
  readonly to: { readonly change: string; readonly hash: string };
}

/** Statements that give recorded changes other names or hashes. Who required them by name, still does. */
export function recordMoves(moves: readonly Move[]): string {
  const input = moves.map(({ module, change, to }) => ({ module, change, name: to.change, hash: to.hash }));
  const rows = `json_to_recordset(${literal(JSON.stringify(input))}) as r (module text, change text, name text, hash text)`;
  // The id follows from name and hash; both tables change in one statement, at whose end the foreign key is checked.
  return `
    with input as (
      select r.*, c.change_id as old_id, encode(sha256((r.module || r.name || r.hash)::bytea), 'hex') as new_id
      from ${rows}
      join pgpm_migrate.changes as c on c.package = r.module and c.change_name = r.change
    ), moved as (
      update pgpm_migrate.changes as c set change_id = new_id, change_name = name, script_hash = hash
      from input
      where c.change_id = old_id
    )
    update pgpm_migrate.dependencies as d set change_id = new_id
    from input
    where d.change_id = old_id;

    update pgpm_migrate.dependencies as d set requires = r.module || ':' || r.name
    from ${rows}, pgpm_migrate.changes as c
    where c.change_id = d.change_id and r.name <> r.change
      and d.requires in (r.module || ':' || r.change, case when c.package = r.module then r.change end);
  `;
}
