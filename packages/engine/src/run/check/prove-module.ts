import { compareCatalogs, objectKey, printCatalog, type Catalog } from '../../catalog/index.js';
import type { EngineError } from '../../errors/index.js';
import type { ChangeProof, ProofStatus } from '../../model/index.js';
import { changeKey, type ChangeKey } from '../../resolve/index.js';
import type { DeployStep } from '../deploy-step.js';
import { compareBundle, loadBundle, type BundleOutcome } from './bundle.js';
import { scriptFailed } from './findings.js';
import type { OpenSandbox } from './open-sandbox.js';
import type { CheckPlan, CheckStep } from './plan.js';
import { ChangeProver, skippedProof } from './prove-change.js';
import { proveFast, type ProvenModule } from './prove-fast.js';
import { readSurface } from './surface.js';
import { proveWhole } from './whole.js';
import type { Sandbox } from './sandbox.js';

/** Deploys changes that are not proven. @throws {EngineError} the failure of the first that fails. */
export async function deployAll(sandbox: Sandbox, steps: readonly DeployStep[]): Promise<void> {
  const stopped = await sandbox.playAll(steps, 'deploy');
  if (stopped !== undefined) throw scriptFailed('deploy', stopped.step, stopped.failed);
}

/**
 * Proves a module in a sandbox.
 *
 * @param packaged - what the packaged module makes, when that was found out elsewhere.
 * @param thorough - read the catalog after each script, whether there is a reason or not.
 * @throws {EngineError} when a change cannot be deployed that is not to be proven.
 */
export async function proveModule(
  plan: CheckPlan,
  { sandbox, sharedRoles }: OpenSandbox,
  packaged: BundleOutcome | undefined,
  thorough: boolean,
): Promise<ProvenModule> {
  await deployAll(sandbox, plan.required);
  const base = await sandbox.catalog();
  sandbox.remember(base.objects.values());
  const bundle = packaged ?? (await loadBundle(sandbox, plan));
  await deployAll(sandbox, plan.earlier);
  const start = plan.earlier.length === 0 ? base : await sandbox.catalog();
  const mayBeFast = !thorough && !plan.needsCommits && sharedRoles.length === 0;
  if (mayBeFast && bundle.catalog !== undefined) {
    const goBack = sandbox.mark(start.objects.values());
    const proven = await proveFast(sandbox, plan, base, bundle.catalog);
    if (proven !== undefined) return proven;
    goBack();
  }
  const run = new ModuleProver(sandbox, start, new Set(sharedRoles));
  for (const step of plan.steps) await run.prove(step);
  const surface = await readSurface(sandbox, plan, run.catalog);
  const whole = await run.proveWhole();
  const { catalog, changes } = run;
  const ofBundle = judgeBundle(plan, bundle, run.isComparable ? catalog : undefined);
  return {
    module: plan.module.name,
    changes,
    whole: whole.status,
    bundle: ofBundle.status,
    problems: [...plan.warnings, ...run.problems, ...whole.problems, ...ofBundle.problems],
    schema: printCatalog(base, catalog),
    surface,
  };
}

interface Judgement {
  readonly status: ProofStatus;
  readonly problems: readonly EngineError[];
}

function judge(problems: readonly EngineError[]): Judgement {
  return { status: problems.length === 0 ? 'passed' : 'failed', problems };
}

/** @param deployed - the catalog with the module; undefined when it could not be deployed, or holds something else. */
function judgeBundle(plan: CheckPlan, bundle: BundleOutcome, deployed: Catalog | undefined): Judgement {
  if (deployed === undefined) return { status: 'skipped', problems: [] };
  return judge(bundle.catalog === undefined ? [bundle.problem] : compareBundle(plan, deployed, bundle.catalog));
}

class ModuleProver {
  readonly changes: ChangeProof[] = [];
  readonly problems: EngineError[] = [];
  readonly #sandbox: Sandbox;
  readonly #sharedRoles: ReadonlySet<string>;
  readonly #missing = new Set<ChangeKey>();
  #catalog: Catalog;
  #isTainted = false;
  /** What can be reverted together: the changes since the last one that cannot. */
  #revertible: CheckStep[] = [];
  #beforeThem: Catalog;
  readonly #touchedBy = new Map<string, CheckStep>();

  constructor(sandbox: Sandbox, catalog: Catalog, sharedRoles: ReadonlySet<string>) {
    this.#sandbox = sandbox;
    this.#catalog = catalog;
    this.#beforeThem = catalog;
    this.#sharedRoles = sharedRoles;
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  /** Whether every change could be deployed. */
  get isDeployed(): boolean {
    return this.#missing.size === 0;
  }

  /** Whether the catalog is that of the module and nothing else. */
  get isComparable(): boolean {
    return this.isDeployed && !this.#isTainted;
  }

  async prove(step: CheckStep): Promise<void> {
    const key = changeKey(step.deploy.module.name, step.deploy.change);
    if (step.deploy.requires.some((required) => this.#missing.has(required))) {
      this.#missing.add(key);
      this.changes.push(skippedProof(step));
      this.problems.push(...step.problems);
      return;
    }
    const before = this.#catalog;
    const { proof, problems, catalog, isTainted } = await new ChangeProver(
      this.#sandbox,
      step,
      before,
      this.#sharedRoles,
    ).prove();
    this.changes.push(proof);
    this.problems.push(...problems);
    this.#isTainted ||= isTainted;
    if (catalog === undefined) {
      this.#missing.add(key);
      return;
    }
    for (const difference of compareCatalogs(before, catalog)) this.#touchedBy.set(objectKey(difference), step);
    this.#catalog = catalog;
    if (step.revert !== undefined) {
      this.#revertible.push(step);
      return;
    }
    this.#revertible = [];
    this.#beforeThem = catalog;
  }

  /** Only when each revert is exact: what one leaves behind is in the way of others. */
  async proveWhole(): Promise<Judgement> {
    const tried = this.changes.every(({ steps }) => steps.reverts !== 'failed' && steps.redeploys !== 'failed');
    if (!tried || !this.isDeployed || this.#revertible.length === 0) return { status: 'skipped', problems: [] };
    const subject = {
      steps: this.#revertible,
      before: this.#beforeThem,
      after: this.#catalog,
      touchedBy: this.#touchedBy,
      sharedRoles: this.#sharedRoles,
    };
    return judge(await proveWhole(this.#sandbox, subject));
  }
}
