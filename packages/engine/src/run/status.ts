import type { EngineError } from '../errors/index.js';
import type { Module, ModuleStatus } from '../model/index.js';
import { comparePlan, settleReworked } from '../resolve/index.js';
import { readState } from '../store/index.js';
import { ScriptReader } from '../workspace/index.js';
import { withSession } from './open.js';
import type { RunOptions } from './options.js';
import { selectModules } from './selection.js';
import { changedScripts, stateWarnings } from './state.js';
import { counted } from './words.js';

export interface StatusResult {
  readonly operation: 'status';
  /** The database has a registry. */
  readonly registry: boolean;
  readonly modules: readonly ModuleStatus[];
  readonly warnings: readonly EngineError[];
  /** All planned changes are deployed, unchanged, in order, and no others. */
  readonly clean: boolean;
  readonly summary: string;
}

/** Compares plans with what is deployed. Reads only; a database without a registry has nothing deployed. */
export async function status(options: RunOptions): Promise<StatusResult> {
  const selection = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> => reader.readAhead(selection.modules, 'deploy');
  return withSession(options.database, options.signal, readAhead, async ({ session, server }) => {
    const names = selection.modules.map((module) => module.name);
    const state = await readState(session, server.registry, names);
    const { changes: deployed } = settleReworked(selection.modules, state.changes);
    const warnings: EngineError[] = [];
    const modules = selection.modules.map((module) => {
      const state = comparePlan(
        module.plan,
        deployed.filter((row) => row.module === module.name),
      );
      const edited = changedScripts(module, state.deployed, reader, 'warning');
      warnings.push(...stateWarnings(module, state), ...edited);
      return {
        module: module.name,
        planned: module.plan.changes.length,
        deployed: state.deployed.map(({ change, deployedAt }) => ({ change, deployedAt })),
        pending: state.pending.map((change) => change.name),
        changed: edited.flatMap((problem) => problem.change ?? []),
        orphaned: state.orphaned.map((row) => row.change),
        outOfOrder: state.inversion !== undefined,
        tag: newestTag(module, new Set(state.pending.map((change) => change.name))),
      };
    });
    const pending = modules.reduce((sum, module) => sum + module.pending.length, 0);
    const clean = pending === 0 && warnings.length === 0;
    const where = counted(modules.length, 'module');
    const summary = clean
      ? `${where} up to date`
      : `${counted(pending, 'change')} pending in ${where}${warnings.length > 0 ? `, ${counted(warnings.length, 'warning')}` : ''}`;
    return { operation: 'status', registry: server.registry.exists, modules, warnings, clean, summary };
  });
}

function newestTag(module: Module, pending: ReadonlySet<string>): string | undefined {
  const firstPending = module.plan.changes.findIndex((change) => pending.has(change.name));
  const end = firstPending < 0 ? module.plan.changes.length : firstPending;
  const reached = new Set(module.plan.changes.slice(0, end).map((change) => change.name));
  return module.plan.tags.filter((tag) => reached.has(tag.change)).at(-1)?.name;
}
