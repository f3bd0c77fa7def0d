import { throwProblems, type EngineError } from '../errors/index.js';
import type { RegistryState } from '../model/index.js';
import { noRegistry, type RegistryShape, type ServerFacts, type Session } from '../store/index.js';
import type { ScriptReader } from '../scripts/index.js';
import type { SettledDeployOptions } from './deploy-options.js';
import { planDeploy, readRequirementsOf } from './deploy-plan.js';
import type { DeployPlan } from './deploy-step.js';
import { extensionFindings, missingExtensions } from './extension-findings.js';
import type * as Findings from './findings.js';
import { refuseWithoutTransaction } from './groups.js';
import type * as Headers from './headers.js';
import { readSelection, type Selection } from './selection.js';

/** What a database without a registry holds. */
const nothing: RegistryState = { changes: [], statements: [] };

/** What files say about a deploy, whatever the database: nothing of it is told before the database was asked, too. */
export class Preflight {
  readonly selection: Selection;
  readonly #requirements: ReturnType<typeof readRequirementsOf>;
  readonly #known: readonly EngineError[];
  readonly #reader: ScriptReader;
  readonly #options: SettledDeployOptions;
  /** Loaded when files alone are a reason to refuse it. */
  #findings: typeof Findings | undefined;

  private constructor(options: SettledDeployOptions, reader: ScriptReader, headers: typeof Headers | undefined) {
    this.selection = readSelection(options);
    this.#requirements = readRequirementsOf(
      this.selection,
      headers && ((module) => headers.writtenInHeaders(module, reader)),
    );
    this.#known = [...this.selection.problems, ...this.#requirements.problems];
    this.#reader = reader;
    this.#options = options;
  }

  static async of(options: SettledDeployOptions, reader: ScriptReader): Promise<Preflight> {
    const headers = options.usePlan ? undefined : await import('./headers.js');
    const preflight = new Preflight(options, reader, headers);
    const isRefused = preflight.#known.some(({ severity }) => severity === 'error');
    if (isRefused) preflight.#findings = await import('./findings.js');
    return preflight;
  }

  /** It cannot be, whatever the database says: it is asked what else there is, and nothing is made or held for it. */
  get isRefused(): boolean {
    return this.#findings !== undefined;
  }

  /** Modules whose state decides what can be deployed: those to work on, what they require, and what must not be there. */
  get concerned(): readonly string[] {
    const conflicting = [...this.#requirements.byModule.values()].flatMap((of) => [...of.conflicting]);
    return [...new Set([...this.selection.closure.modules.map(({ name }) => name), ...conflicting])];
  }

  async decide(state: RegistryState, registry: RegistryShape): Promise<DeployPlan> {
    const { tx, usePlan, allowChanged = false, strictHash = false, ensure = false } = this.#options;
    const decisions = { usePlan, allowChanged, strictHash, ensure };
    const { byModule } = this.#requirements;
    const plan = await planDeploy(this.selection, byModule, state, registry, this.#reader, decisions);
    const refused = tx === 'run' ? plan.steps.flatMap(refuseWithoutTransaction) : [];
    return { ...plan, problems: [...plan.problems, ...refused] };
  }

  /** Extensions to create, beside those that are `installed`. */
  extensions(installed: ServerFacts['extensions']): readonly string[] {
    return this.#options.logOnly ? [] : missingExtensions(this.selection, installed);
  }

  /** `found` in the database, together with what the files say. */
  all(found: readonly EngineError[]): readonly EngineError[] {
    const problems = [...this.#known, ...found];
    return this.#findings?.settleFindings(this.selection, problems) ?? problems;
  }

  /**
   * @param session - to another database of the server.
   * @throws {EngineError} everything that keeps it from a database which is still to be made.
   */
  async checkUnmade(session: Session): Promise<void> {
    const { problems } = await this.decide(nothing, noRegistry);
    const unavailable = await extensionFindings(session, {}, this.selection, this.extensions({}), []);
    throwProblems(this.all([...problems, ...unavailable]));
  }

  /** Looks into the database. When that cannot be done, what the files say is told all the same. */
  async looking<T>(look: () => Promise<T>): Promise<T> {
    return this.#findings === undefined ? look() : this.#findings.withKnown(this.all([]), look);
  }
}
