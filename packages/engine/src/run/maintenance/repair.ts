import { throwProblems } from '../../errors/index.js';
import type { NotedStatement } from '../../model/index.js';
import { comparePlan, rowsByModule, settleReworked } from '../../resolve/index.js';
import { finishStatements, forgetStatements, forgetBegunStatements, recordMoves } from '../../store/write.js';
import { readState } from '../../store/index.js';
import { readRunning, type RunningRun } from '../../store/inspect.js';
import { changesOf, ScriptReader } from '../../scripts/index.js';
import { withLockedSession } from '../open.js';
import type { WriteOptions } from '../options.js';
import { notesByChange } from '../resume.js';
import { selectModules } from '../selection.js';
import { findRenamed } from '../state.js';
import { counted } from '../words.js';
import { foreignCode, recordRenamings, rememberRun } from '../write.js';

export interface RepairOptions extends WriteOptions {
  /**
   * What to do with scripts without a transaction that stopped half way.
   *
   * - `skip`: the statement that was interrupted has run.
   * - `again`: it has not.
   * - `forget`: nothing of the script has run, or what has was undone by hand; it begins anew.
   *
   * Absent: they are listed and stay as they are.
   */
  readonly statements?: 'skip' | 'again' | 'forget' | undefined;
  /** List what is to repair, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
}

export interface RepairResult {
  readonly operation: 'repair';
  readonly dryRun: boolean;
  /** Deployed changes that got the name that the plan has for their text now. */
  readonly renamed: readonly { readonly package: string; readonly from: string; readonly to: string }[];
  /** Runs that began and never ended. */
  readonly interrupted: readonly RunningRun[];
  /** Scripts without a transaction that stopped half way. */
  readonly partial: readonly {
    readonly package: string;
    readonly change: string;
    readonly operation: 'deploy' | 'revert';
    readonly executed: number;
    /** Nobody knows whether the next statement has run. */
    readonly isInterrupted: boolean;
  }[];
  readonly summary: string;
}

/**
 * Puts right what runs that died and edited plans left in the registry: changes that were renamed in the plan (known by
 * their equal text), runs that never ended, scripts that stopped half way. Runs nothing.
 */
export async function repair(options: RepairOptions): Promise<RepairResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const { dryRun = false } = options;
  const selection = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> => reader.readAhead('deploy', changesOf(selection.modules));
  const names = selection.modules.map(({ name }) => name);
  const lock = options.lock !== false && !dryRun;
  return withLockedSession({ ...options, lock }, onEvent, readAhead, async ({ session, server }) => {
    const { registry } = server;
    const state = await readState(session, registry, names);
    const { changes, renamings } = settleReworked(selection.modules, state.changes);
    const byModule = rowsByModule(changes);
    const renamed = selection.modules.flatMap((module) => {
      return findRenamed(module, comparePlan(module.plan, byModule.get(module.name) ?? []), reader);
    });
    const interrupted = await readRunning(session, registry);
    const scripts = [...notesByChange(state.statements, 'deploy'), ...notesByChange(state.statements, 'revert')];
    const statements = scripts.map(([, noted]) => repairStatements(noted, options.statements)).join('');
    const moves = renamed.map(({ row, name }) => ({ ...row, to: { change: name, hash: row.hash } }));
    const before = moves.length === 0 ? statements : recordRenamings(renamings) + recordMoves(moves) + statements;
    if (!dryRun && (before !== '' || interrupted.length > 0)) {
      throwProblems(await foreignCode(server, session));
      const run = { operation: 'repair', modules: names, isAlone: lock } as const;
      await rememberRun(
        session,
        registry,
        run,
        before,
        () => moves.length,
        () => Promise.resolve(),
      );
    }
    const partial = scripts.flatMap(([, noted]) => partialOf(noted));
    return {
      operation: 'repair',
      dryRun,
      renamed: renamed.map(({ row, name }) => ({ package: row.module, from: row.change, to: name })),
      interrupted,
      partial,
      summary: summarize(dryRun, renamed.length, interrupted.length, partial.length, options.statements !== undefined),
    };
  });
}

function repairStatements(noted: readonly NotedStatement[], how: RepairOptions['statements']): string {
  const [script] = noted;
  if (script === undefined || how === undefined) return '';
  if (how === 'forget') return forgetStatements(script);
  return how === 'skip' ? finishStatements(script) : forgetBegunStatements(script);
}

function partialOf(noted: readonly NotedStatement[]): RepairResult['partial'] {
  const [script] = noted;
  if (script === undefined) return [];
  const { module, change, operation } = script;
  const executed = noted.filter(({ isFinished }) => isFinished).length;
  return [{ package: module, change, operation, executed, isInterrupted: executed < noted.length }];
}

function summarize(dryRun: boolean, renamed: number, interrupted: number, partial: number, isDecided: boolean): string {
  const halfDone = partial === 0 ? [] : [`${counted(partial, 'script')} half done`];
  const parts = [
    ...(renamed === 0 ? [] : [`${counted(renamed, 'change')} renamed`]),
    ...(interrupted === 0 ? [] : [`${counted(interrupted, 'run')} never ended`]),
    ...(isDecided ? halfDone : []),
  ];
  const done =
    parts.length === 0 ? 'nothing to repair' : `${dryRun ? 'would repair' : 'repaired'}: ${parts.join(', ')}`;
  return [done, ...(isDecided ? [] : halfDone.map((left) => `${left}: say what has run with --statements`))].join('; ');
}
