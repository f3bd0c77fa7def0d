import type { EngineError } from '../errors/index.js';
import type { Module, ModuleStatus, NotedStatement, PartialChange } from '../model/index.js';
import { comparePlan, rowsByModule, settleReworked } from '../resolve/index.js';
import { readState } from '../store/index.js';
import { changesOf, ScriptReader } from '../scripts/index.js';
import { withSession } from './open.js';
import type { RunOptions } from './options.js';
import { notesByChange } from './resume.js';
import { selectModules } from './selection.js';
import { changedScripts, editedHints, stateWarnings } from './state.js';
import { counted } from './words.js';

export interface StatusResult {
  readonly operation: 'status';
  /** The database has a registry. */
  readonly registry: boolean;
  readonly modules: readonly ModuleStatus[];
  /** Modules that are deployed and not in the workspace; only when all modules are asked for. */
  readonly others: readonly string[];
  readonly warnings: readonly EngineError[];
  /** All planned changes are deployed, unchanged, in order, and no others; nothing is half done. */
  readonly clean: boolean;
  readonly summary: string;
}

/** Compares plans with what is deployed. Reads only; a database without a registry has nothing deployed. */
export async function status(options: RunOptions): Promise<StatusResult> {
  const selection = selectModules(options);
  const { config } = options.workspace;
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> => reader.readAhead('deploy', changesOf(selection.modules));
  return withSession(options, readAhead, async ({ session, server }) => {
    const names = selection.modules.map((module) => module.name);
    const state = await readState(session, server.registry, options.targets === 'all' ? undefined : names);
    const { changes: deployed } = settleReworked(selection.modules, state.changes);
    const byModule = rowsByModule(deployed);
    const partial = partialChanges(state.statements);
    const warnings: EngineError[] = [];
    const modules: ModuleStatus[] = [];
    for (const module of selection.modules) {
      const state = comparePlan(module.plan, byModule.get(module.name) ?? []);
      const edited = await changedScripts(module, state.deployed, reader, config, { hint: editedHints.look });
      warnings.push(...stateWarnings(module, state, reader), ...edited);
      modules.push({
        module: module.name,
        planned: module.plan.changes.length,
        deployed: state.deployed.map(({ change, deployedAt }) => ({ change, deployedAt })),
        pending: state.pending.map((change) => change.name),
        changed: edited.flatMap((problem) => problem.change ?? []),
        orphaned: state.orphaned.map((row) => row.change),
        outOfOrder: state.inversion !== undefined,
        partial: partial.get(module.name) ?? [],
        tag: newestTag(module, new Set(state.pending.map((change) => change.name))),
      });
    }
    const pending = modules.reduce((sum, module) => sum + module.pending.length, 0);
    const isPartial = modules.some((module) => module.partial.length > 0);
    const clean = pending === 0 && warnings.length === 0 && !isPartial;
    const others = new Set(deployed.map((row) => row.module).filter((name) => !names.includes(name)));
    const where = counted(modules.length, 'module');
    const summary = clean
      ? `${where} up to date`
      : `${pending === 0 ? 'nothing' : counted(pending, 'change')} pending in ${where}${warnings.length > 0 ? `, ${counted(warnings.length, 'warning')}` : ''}`;
    return {
      operation: 'status',
      registry: server.registry.exists,
      modules,
      others: [...others],
      warnings,
      clean,
      summary,
    };
  });
}

function partialChanges(statements: readonly NotedStatement[]): ReadonlyMap<string, readonly PartialChange[]> {
  const partial = new Map<string, PartialChange[]>();
  for (const operation of ['deploy', 'revert'] as const) {
    for (const noted of notesByChange(statements, operation).values()) {
      const [{ module, change } = { module: '', change: '' }] = noted;
      const executed = noted.filter(({ isFinished }) => isFinished).length;
      partial.set(module, [...(partial.get(module) ?? []), { change, operation, executed }]);
    }
  }
  return partial;
}

function newestTag(module: Module, pending: ReadonlySet<string>): string | undefined {
  const firstPending = module.plan.changes.findIndex((change) => pending.has(change.name));
  const end = firstPending < 0 ? module.plan.changes.length : firstPending;
  const reached = new Set(module.plan.changes.slice(0, end).map((change) => change.name));
  return module.plan.tags.filter((tag) => reached.has(tag.change)).at(-1)?.name;
}
