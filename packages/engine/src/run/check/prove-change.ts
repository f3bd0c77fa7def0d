import { compareCatalogs, parseCatalog, readCatalog, type Catalog } from '../../catalog/index.js';
import type { EngineError, ObjectDifference } from '../../errors/index.js';
import type { ChangeProof, ProofStatus, ProofStep } from '../../model/index.js';
import type { ScriptStep } from '../steps.js';
import { verificationFailure } from '../verify.js';
import {
  optOutUnneeded,
  passesWithoutChange,
  redeployDiffers,
  redeployFailed,
  revertInexact,
  scriptFailed,
  verifyWrites,
} from './findings.js';
import type { CheckStep } from './plan.js';
import { mentions, withoutRoles } from './roles.js';
import type { Sandbox } from './sandbox.js';

/** What was found about a change, which stays deployed. */
export interface ProvenChange {
  readonly proof: ChangeProof;
  readonly problems: readonly EngineError[];
  /** The catalog with the change; undefined when it could not be deployed. */
  readonly catalog: Catalog | undefined;
  /** What the revert left is still there: it was committed, and nobody knows how to undo it. */
  readonly isTainted: boolean;
}

/** What the session has written with. It changes when a script writes, or tries to. */
export const newestXid = 'select pgpm_check.newest_xid();';

/** Nobody tried anything yet. */
const untried: Readonly<Record<ProofStep, ProofStatus>> = {
  failsBefore: 'skipped',
  deploys: 'skipped',
  verifies: 'skipped',
  reverts: 'skipped',
  redeploys: 'skipped',
};

/** The proof of a change that is not tried, because one that it requires could not be deployed. */
export function skippedProof({ deploy }: CheckStep): ChangeProof {
  return { change: deploy.change, file: deploy.file, steps: untried, ms: 0 };
}

/** Proves one change after the other on a sandbox that holds what is planned before it. */
export class ChangeProver {
  readonly #sandbox: Sandbox;
  readonly #step: CheckStep;
  readonly #before: Catalog;
  readonly #sharedRoles: ReadonlySet<string>;
  readonly #problems: EngineError[];
  readonly #steps: Record<ProofStep, ProofStatus> = { ...untried };
  #isTainted = false;

  /**
   * @param before - the catalog without the change.
   * @param sharedRoles - roles that the server has already, and that could not be hidden.
   */
  constructor(sandbox: Sandbox, step: CheckStep, before: Catalog, sharedRoles: ReadonlySet<string>) {
    this.#sandbox = sandbox;
    this.#step = step;
    this.#before = before;
    this.#sharedRoles = sharedRoles;
    this.#problems = [...step.problems];
  }

  async prove(): Promise<ProvenChange> {
    const { deploy, verify } = this.#step;
    const started = performance.now();
    if (verify !== undefined) await this.#verifyWithout(verify);
    let catalog = await this.#deploy();
    if (catalog !== undefined) {
      this.#sandbox.remember(catalog.objects.values());
      if (verify !== undefined) await this.#verify(verify, catalog);
      catalog = await this.#revert(catalog);
      if (catalog !== undefined) this.#sandbox.remember(catalog.objects.values());
    }
    const ms = performance.now() - started;
    const proof = { change: deploy.change, file: deploy.file, steps: this.#steps, ms };
    return { proof, problems: this.#problems, catalog, isTainted: this.#isTainted };
  }

  /** Without the change, its verify script has to fail. */
  async #verifyWithout(verify: ScriptStep): Promise<void> {
    const { failed } = await this.#sandbox.play(verify, { operation: 'verify' });
    this.#sandbox.undo();
    if (failed !== undefined) {
      this.#steps.failsBefore = 'passed';
      if (this.#step.verifyAlwaysPasses) this.#problems.push(optOutUnneeded(verify));
    } else if (this.#step.verifyAlwaysPasses) {
      this.#steps.failsBefore = 'waived';
    } else if (!mentions(this.#step, this.#sharedRoles)) {
      this.#steps.failsBefore = 'failed';
      this.#problems.push(passesWithoutChange(verify));
    }
  }

  async #deploy(): Promise<Catalog | undefined> {
    const { deploy } = this.#step;
    const { failed, after = '' } = await this.#sandbox.play(deploy, {
      operation: 'deploy',
      keep: true,
      after: readCatalog,
    });
    this.#steps.deploys = failed === undefined ? 'passed' : 'failed';
    if (failed === undefined) return parseCatalog(after);
    this.#problems.push(scriptFailed('deploy', deploy, failed));
    this.#sandbox.undo();
    return undefined;
  }

  async #verify(verify: ScriptStep, catalog: Catalog): Promise<void> {
    const {
      failed,
      before = '',
      after = '',
    } = await this.#sandbox.play(verify, {
      operation: 'verify',
      before: newestXid,
      after: newestXid,
    });
    this.#steps.verifies = failed === undefined ? 'passed' : 'failed';
    if (failed !== undefined) this.#problems.push(verificationFailure(verify, failed));
    else if (after !== before) await this.#findWrites(verify, before, catalog);
    this.#sandbox.undo();
  }

  /** The server gave the script a number, as it does for all that wants to write. What of it is still there? */
  async #findWrites(verify: ScriptStep, before: string, catalog: Catalog): Promise<void> {
    const [text = '', rows = ''] = await this.#sandbox.ask(readCatalog, `select pgpm_check.changed_rows(${before});`);
    const objects = compareCatalogs(catalog, parseCatalog(text))
      // A value that a sequence gave away is lost whatever becomes of the rest: that is how sequences work.
      .filter(({ kind }) => kind !== 'sequence value')
      .map(({ kind, name }) => (kind === 'rows' ? `rows of ${name}` : `${kind} ${name}`));
    const changed = new Set([...objects, ...namesIn(rows).map((name) => `rows of ${name}`)]);
    if (changed.size === 0) return;
    this.#problems.push(verifyWrites(verify, [...changed], this.#step.verifyRollsBack));
    if (!this.#step.verifyRollsBack) this.#steps.verifies = 'failed';
  }

  /** Reverts the change and deploys it again. Whatever happens, the change is deployed afterwards, if that can be. */
  async #revert(catalog: Catalog): Promise<Catalog | undefined> {
    const { deploy, revert, isIrreversible } = this.#step;
    if (isIrreversible) this.#steps.reverts = 'waived';
    if (revert === undefined) return catalog;
    // What runs outside of a transaction cannot be undone: the next deploy has to bring the change back.
    const stays = revert.noTransaction || deploy.noTransaction;
    const options = { operation: 'revert', keep: stays, after: readCatalog } as const;
    const { failed, after = '' } = await this.#sandbox.play(revert, options);
    if (failed !== undefined) {
      this.#steps.reverts = 'failed';
      this.#problems.push(scriptFailed('revert', revert, failed));
      this.#sandbox.undo();
      return catalog;
    }
    const differences = this.#compare(this.#before, parseCatalog(after));
    const isExact = differences.length === 0;
    this.#steps.reverts = isExact ? 'passed' : 'failed';
    if (!isExact) this.#problems.push(revertInexact(revert, differences));
    this.#isTainted = !isExact && stays;
    const again = isExact || stays ? await this.#redeploy(catalog, stays, isExact) : catalog;
    if (!stays) this.#sandbox.undo();
    return stays ? again : catalog;
  }

  async #redeploy(catalog: Catalog, stays: boolean, isExact: boolean): Promise<Catalog | undefined> {
    const { deploy } = this.#step;
    const options = { operation: 'deploy', keep: stays, sameFrame: !stays, after: readCatalog } as const;
    const { failed, after = '' } = await this.#sandbox.play(deploy, options);
    if (failed !== undefined) {
      this.#steps.redeploys = 'failed';
      this.#problems.push(redeployFailed(deploy, failed));
      if (stays) this.#sandbox.undo();
      return undefined;
    }
    const again = parseCatalog(after);
    // What an inexact revert left behind says nothing about the deploy script.
    const differences = isExact ? this.#compare(catalog, again) : [];
    if (isExact) this.#steps.redeploys = differences.length === 0 ? 'passed' : 'failed';
    if (differences.length > 0) this.#problems.push(redeployDiffers(deploy, differences));
    return again;
  }

  #compare(before: Catalog, after: Catalog): readonly ObjectDifference[] {
    return withoutRoles(compareCatalogs(before, after), this.#sharedRoles);
  }
}

/** Names of tables, in JSON. */
function namesIn(json: string): readonly string[] {
  const names: unknown = JSON.parse(json);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
