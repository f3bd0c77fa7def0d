import { EngineError, inContext, isEngineError } from '../errors/index.js';
import type { DeployedChange, Module } from '../model/index.js';
import { changeKey } from '../resolve/index.js';
import type { ScriptReader } from '../scripts/index.js';
import { literal } from '../store/write.js';

/** Changes whose revert script nobody has: their module left the workspace. */
export function outsideWorkspace(missing: readonly DeployedChange[], isTried: boolean): readonly EngineError[] {
  const [first] = missing;
  if (first === undefined) return [];
  const dependants = missing.map((row) => changeKey(row.module, row.change));
  const home = 'add these modules to the workspace, revert them where they are, or';
  const hint = isTried
    ? `${home}, where nobody has them any more: of each, ${byHand(first)}`
    : `${home} use the scripts kept in the registry: --orphans`;
  return [new EngineError('DEPENDENT_MODULE_MISSING', { dependants }, { hint })];
}

/** A file that is missing because its change has left the plan. @param isTried - the script that the registry keeps was looked for. */
export function asOrphaned(problem: EngineError, row: DeployedChange, isTried: boolean): EngineError {
  if (problem.code !== 'SCRIPT_MISSING') return problem;
  const hint = 'the change is in no plan any more: --orphans reverts it with the script that the registry keeps';
  return inContext(problem, { hint: isTried ? byHand(row) : hint });
}

/** No script can be called like that, and the registry keeps none either. */
export function noScript({ path }: Module, row: DeployedChange): EngineError {
  const fields = { kind: 'revert', path: `${path}/revert/${row.change}.sql` } as const;
  return new EngineError('SCRIPT_MISSING', fields, { module: row.module, change: row.change, hint: byHand(row) });
}

/** What is left to do about a row, as SQL that a terminal shows as it is. */
function byHand({ module, change }: DeployedChange): string {
  const row = `package =${literal(module)} and change_name =${literal(change)}`;
  const shown = row.replace(/\p{C}/gu, (sign) => `\\U${(sign.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`);
  return `bring its revert script back, of which the registry keeps none; or undo the change by hand, then delete from pgpm_migrate.changes where ${shown}`;
}

/** Whether a script can be called like the change. */
export function isPath(reader: ScriptReader, module: Module, change: string): boolean {
  try {
    reader.scriptPath(module, 'revert', change);
    return true;
  } catch (error) {
    if (isEngineError(error, 'PATH_OUTSIDE_MODULE')) return false;
    throw error;
  }
}
