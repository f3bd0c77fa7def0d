import { EngineError, throwProblems } from '../../errors/index.js';
import type { DeployedChange } from '../../model/index.js';
import { changeKey, comparePlan, rowsByModule, settleReworked } from '../../resolve/index.js';
import { recordMoves, type Move } from '../../store/write.js';
import { readState } from '../../store/index.js';
import { changesOf, ScriptReader } from '../../scripts/index.js';
import { withLockedSession } from '../open.js';
import type { WriteOptions } from '../options.js';
import { selectModules } from '../selection.js';
import { differentScripts } from '../state.js';
import { counted } from '../words.js';
import { foreignCode, recordRenamings, rememberRun } from '../write.js';

export interface RehashOptions extends WriteOptions {
  /** List what would be accepted, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
}

export interface Rehashed {
  readonly package: string;
  readonly name: string;
  /** What was recorded, and the SHA-256 of the file. */
  readonly from: string;
  readonly to: string;
}

export interface RehashResult {
  readonly operation: 'rehash';
  readonly dryRun: boolean;
  readonly changes: readonly Rehashed[];
  readonly summary: string;
}

/**
 * Accepts deploy scripts as they are as what is deployed, up to the target: edits of comments and formatting, what the
 * database has got otherwise, texts of which other tools recorded another kind of hash. Runs nothing.
 *
 * @throws {EngineError} `DUPLICATE_SCRIPT_HASH` on a registry that lets a module hold each text only once.
 */
export async function rehash(options: RehashOptions): Promise<RehashResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const { dryRun = false } = options;
  const selection = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> => reader.readAhead('deploy', changesOf(selection.modules));
  const names = selection.modules.map(({ name }) => name);
  const lock = options.lock !== false && !dryRun;
  return withLockedSession({ ...options, lock }, onEvent, readAhead, async ({ session, server }) => {
    const { registry } = server;
    const { changes, renamings } = settleReworked(
      selection.modules,
      (await readState(session, registry, names)).changes,
    );
    const byModule = rowsByModule(changes);
    const edited = selection.modules.flatMap((module) => {
      const place = selection.targets.get(module.name)?.place ?? module.plan.changes.length - 1;
      const wanted = new Set(module.plan.changes.slice(0, place + 1).map(({ name }) => name));
      const { deployed } = comparePlan(
        module.plan,
        (byModule.get(module.name) ?? []).filter(({ change }) => wanted.has(change)),
      );
      return differentScripts(module, deployed, reader).map(({ row, script }) => ({
        package: module.name,
        name: row.change,
        from: row.hash,
        to: script.hash,
      }));
    });
    if (registry.hasUniqueHash) throwProblems(duplicates(edited, changes));
    const moves = edited.map(({ package: module, name, to }): Move => ({
      module,
      change: name,
      to: { change: name, hash: to },
    }));
    if (!dryRun && moves.length > 0) {
      throwProblems(await foreignCode(server, session));
      const run = { operation: 'rehash', modules: names, isAlone: lock } as const;
      const before = recordRenamings(renamings) + recordMoves(moves);
      await rememberRun(
        session,
        registry,
        run,
        before,
        () => moves.length,
        () => Promise.resolve(),
      );
    }
    const verb = dryRun ? 'would accept' : 'accepted';
    const summary =
      edited.length === 0 ? 'no deployed script was edited' : `${verb} ${counted(edited.length, 'script')}`;
    return { operation: 'rehash', dryRun, changes: edited, summary };
  });
}

function duplicates(edited: readonly Rehashed[], deployed: readonly DeployedChange[]): readonly EngineError[] {
  const hashes = new Map(deployed.map(({ module, change, hash }) => [changeKey(module, change), hash]));
  for (const { package: module, name, to } of edited) hashes.set(changeKey(module, name), to);
  return edited.flatMap(({ package: module, name, to }) => {
    const same = [...hashes].filter(([key, hash]) => hash === to && key.startsWith(`${module}:`)).map(([key]) => key);
    if (same.length < 2) return [];
    const hint = 'run migrate upgrade, which drops the constraint';
    return new EngineError('DUPLICATE_SCRIPT_HASH', { changes: same }, { module, change: name, hint });
  });
}
