import { comparePlan, rowsByModule, settleReworked } from '../../resolve/index.js';
import { readState } from '../../store/index.js';
import { changesOf, ScriptReader } from '../../scripts/index.js';
import { withSession } from '../open.js';
import type { RunOptions } from '../options.js';
import { notesByChange } from '../resume.js';
import { selectModules } from '../selection.js';
import { changedScripts } from '../state.js';
import type { Module, RegistryState, WorkspaceConfig } from '../../model/index.js';

/** `changed`: deployed with another text than the file has now. `orphaned`: deployed and not planned. */
export type ChangeState = 'deployed' | 'changed' | 'pending' | 'partial' | 'orphaned';

export interface ListedChange {
  readonly name: string;
  readonly state: ChangeState;
  /** ISO 8601, UTC. */
  readonly deployedAt: string | undefined;
  /** Tags that stand on it. */
  readonly tags: readonly string[];
  /** As written in the plan. */
  readonly requires: readonly string[];
  readonly note: string | undefined;
}

export interface ListResult {
  readonly operation: 'list';
  /** In deploy order, the changes of each in plan order, then the orphaned ones. */
  readonly modules: readonly { readonly module: string; readonly changes: readonly ListedChange[] }[];
}

/** Lists the changes of plans up to the target, each with its state. */
export async function listChanges(options: RunOptions): Promise<ListResult> {
  const selection = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> => reader.readAhead('deploy', changesOf(selection.modules));
  return withSession(options, readAhead, async ({ session, server }) => {
    const names = selection.modules.map(({ name }) => name);
    const { changes: rows, statements } = await readState(session, server.registry, names);
    const { changes } = settleReworked(selection.modules, rows);
    const byModule = rowsByModule(changes);
    const modules: ListResult['modules'][number][] = [];
    for (const module of selection.modules) {
      const place = selection.targets.get(module.name)?.place ?? module.plan.changes.length - 1;
      const state = {
        changes: byModule.get(module.name) ?? [],
        statements: statements.filter((noted) => noted.module === module.name),
      };
      const { config } = options.workspace;
      modules.push({ module: module.name, changes: await listModule(module, place, state, reader, config) });
    }
    return { operation: 'list', modules };
  });
}

async function listModule(
  module: Module,
  place: number,
  { changes, statements }: RegistryState,
  reader: ScriptReader,
  config: WorkspaceConfig,
): Promise<readonly ListedChange[]> {
  const rows = new Map(changes.map((row) => [row.change, row]));
  const { deployed, orphaned } = comparePlan(module.plan, [...rows.values()]);
  const changed = new Set((await changedScripts(module, deployed, reader, config)).map(({ change }) => change));
  const partial = new Set([...notesByChange(statements, 'deploy').values()].map(([noted]) => noted?.change));
  const stateOf = (name: string): ChangeState => {
    if (rows.has(name)) return changed.has(name) ? 'changed' : 'deployed';
    return partial.has(name) ? 'partial' : 'pending';
  };
  return [
    ...module.plan.changes.slice(0, place + 1).map(({ name, requires, conflicts, note }) => ({
      name,
      state: stateOf(name),
      deployedAt: rows.get(name)?.deployedAt,
      tags: module.plan.tags.filter((tag) => tag.change === name).map((tag) => tag.name),
      requires: [...requires.map(({ text }) => text), ...conflicts.map(({ text }) => `!${text}`)],
      note,
    })),
    ...orphaned.map(({ change, deployedAt }) => ({
      name: change,
      state: 'orphaned' as const,
      deployedAt,
      tags: [],
      requires: [],
      note: undefined,
    })),
  ];
}
