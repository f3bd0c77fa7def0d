import { isEngineError } from '../errors/index.js';
import type { DeployedChange } from '../model/index.js';
import type { Renaming } from '../resolve/index.js';
import { expectState } from '../store/write.js';
import {
  lockedTransaction,
  ownTables,
  plainTransaction,
  recordDeployed,
  registrySql,
  type NewChange,
  type RegistryShape,
  type ServerFacts,
  type Session,
} from '../store/index.js';
import type { ScriptReader } from '../scripts/index.js';
import type { SettledDeployOptions } from './deploy-options.js';
import type { DeployPlan, DeployStep } from './deploy-step.js';
import type { OnEvent } from './events.js';
import { Executor } from './execute.js';
import { installExtensions } from './extensions.js';
import { groupSteps } from './groups.js';
import { recordFailure } from './history.js';
import type { NewRegistry } from './new-registry.js';
import { fileContext, writeRun, type PlanOut } from './plan-out.js';
import { retryLocked, timeoutsOf } from './retry.js';
import { lostSession } from './session-failure.js';
import { counted } from './words.js';
import type { ChangeOutcome, Work } from './work.js';
import { ensureRegistry, recordRenamings, rememberRun, runEnd, runStart } from './write.js';

export interface DeploySurroundings {
  readonly session: Session;
  readonly server: ServerFacts;
  /** Where the registry is still to be made. */
  readonly newRegistry: NewRegistry | undefined;
  readonly reader: ScriptReader;
  readonly options: SettledDeployOptions;
  readonly onEvent: OnEvent;
}

/** What was decided to be done. */
export interface DecidedDeploy {
  readonly plan: DeployPlan;
  /** Extensions to install. */
  readonly extensions: readonly string[];
  readonly renamings: readonly Renaming[];
  readonly modules: readonly string[];
  /** The rows of these modules as the registry has them. */
  readonly recorded: readonly DeployedChange[];
}

/** Does what a deploy has decided, or writes it down. */
export class DeployRun {
  readonly #surroundings: DeploySurroundings;
  readonly #decided: DecidedDeploy;

  constructor(surroundings: DeploySurroundings, decided: DecidedDeploy) {
    this.#surroundings = surroundings;
    this.#decided = decided;
  }

  async execute(): Promise<readonly ChangeOutcome[]> {
    const { session, server, newRegistry, reader, options, onEvent } = this.#surroundings;
    const { plan, extensions, renamings } = this.#decided;
    const { tx, keepScripts = true } = options;
    // While the server works. What cannot be read fails when it is needed.
    if (keepScripts) reader.readAhead('revert', plan.steps).catch(() => undefined);
    const registry = await (newRegistry?.keep(server.registry) ?? ensureRegistry(session, server.registry));
    const work = this.#workOn(registry);
    const executor = new Executor(session, work, onEvent, options.signal);
    let toInstall = extensions;
    const attempt = async (): Promise<void> => {
      executor.startAgain();
      if (tx === 'run') await session.execute(work.transaction.begin);
      await installExtensions(session, toInstall, tx === 'run', onEvent);
      if (tx !== 'run') toInstall = [];
      await executor.run(groupSteps(plan.steps.slice(executor.committed), tx), tx === 'run');
    };
    try {
      await rememberRun(
        session,
        registry,
        this.#remembered,
        recordRenamings(renamings),
        () => executor.committed,
        () => retryLocked(options, plan.steps, onEvent, attempt),
      );
    } catch (error) {
      if (isEngineError(error)) await recordFailure(session, 'deploy', error, onEvent);
      throw lostSession(error, session, executor.stopped);
    }
    return executor.outcomes;
  }

  write(out: PlanOut): void {
    const { server, options } = this.#surroundings;
    const { plan, extensions, renamings, modules, recorded } = this.#decided;
    const { tx } = options;
    const isMade = server.registry.exists && server.registry.missing.length === 0;
    const registry = isMade ? server.registry : { ...server.registry, writable: new Set(ownTables) };
    const steps = counted(plan.steps.length, 'change');
    const before = [
      expectState(server.registry.exists, recorded, modules),
      isMade ? '' : registrySql(),
      runStart(registry, { ...this.#remembered, isAlone: false }, recordRenamings(renamings), fileContext),
    ];
    writeRun(
      {
        title: `${this.#remembered.operation} of ${steps} in ${modules.join(', ')}`,
        work: this.#workOn(registry),
        groups: groupSteps(plan.steps, tx),
        tx,
        lock: options.lock ?? true,
        before: before.join(''),
        extensions,
        after: runEnd(registry, { state: 'done', changes: plan.steps.length }, fileContext),
      },
      out,
    );
  }

  get #remembered() {
    const { logOnly, lock = true } = this.#surroundings.options;
    return {
      operation: logOnly ? 'baseline' : 'deploy',
      modules: this.#decided.modules,
      isAlone: lock,
    } as const;
  }

  #workOn(registry: RegistryShape): Work<DeployStep> {
    const { options, reader } = this.#surroundings;
    const { tx, logOnly, lock = true, keepScripts = true } = options;
    const keeps = keepScripts && registry.writable.has('x_scripts');
    // New rows come after all that are there, but for those that nothing can come after.
    const after = this.#decided.recorded.filter(({ deployedAt }) => /^\d/.test(deployedAt)).at(-1)?.deployedAt;
    return {
      operation: 'deploy',
      logOnly,
      groupPerChange: tx === 'change',
      timeouts: timeoutsOf(options),
      keepsNotes: registry.writable.has('x_statements'),
      transaction: lock ? lockedTransaction : plainTransaction,
      record: (steps) =>
        recordDeployed(
          steps.map((step) => newChange(step, keeps ? reader : undefined)),
          after,
        ),
    };
  }
}

/** @param reader - absent when revert scripts are not kept. */
function newChange({ module, change, hash, requires }: DeployStep, reader: ScriptReader | undefined): NewChange {
  return { module: module.name, change, hash, requires, revert: reader?.readScript(module, 'revert', change)?.text };
}
