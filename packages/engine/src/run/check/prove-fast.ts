import { compareCatalogs, contentOfDigest, printCatalog, readDigest, type Catalog } from '../../catalog/index.js';
import type { ChangeProof, ModuleProof } from '../../model/index.js';
import type { ScriptStep } from '../steps.js';
import { newestXid } from './prove-change.js';
import type { CheckPlan, CheckStep } from './plan.js';
import { readSurface } from './surface.js';
import { restoreSequences, type Sandbox } from './sandbox.js';

/** What was found, and what the module makes. */
export interface ProvenModule extends ModuleProof {
  readonly schema: string;
  readonly surface: string;
}

/** A change with all its scripts. */
interface WholeStep extends CheckStep {
  readonly verify: ScriptStep;
  readonly revert: ScriptStep;
}

/**
 * Proves a module that has no fault, without reading a catalog for each script: digests tell whether a revert restores
 * everything, and that a second deploy makes the same is found out for all changes together.
 *
 * @param base - the catalog without the module, and `packaged` that of the package on top of it.
 * @returns undefined when there is anything to report, or perhaps: then it takes the thorough way.
 */
export async function proveFast(
  sandbox: Sandbox,
  plan: CheckPlan,
  base: Catalog,
  packaged: Catalog,
): Promise<ProvenModule | undefined> {
  const steps = plan.steps.filter(isWhole);
  if (steps.length < plan.steps.length) return undefined;
  const [start = ''] = await sandbox.ask(readDigest);
  const changes: ChangeProof[] = [];
  let before = start;
  for (const step of steps) {
    const started = performance.now();
    const after = await proveStep(sandbox, step, before);
    if (after === undefined) return undefined;
    before = after;
    changes.push(proofOf(step, performance.now() - started));
  }
  const catalog = await sandbox.catalog();
  const surface = await readSurface(sandbox, plan, catalog);
  const isProven =
    (await sandbox.playAll(
      [...steps].reverse().map(({ revert }) => revert),
      'revert',
    )) === undefined &&
    (await sandbox.ask(readDigest))[0] === start &&
    (await sandbox.playAll(
      steps.map(({ deploy }) => deploy),
      'deploy',
    )) === undefined &&
    compareCatalogs(catalog, await sandbox.catalog()).length === 0 &&
    compareCatalogs(catalog, packaged).length === 0;
  if (!isProven) return undefined;
  return {
    module: plan.module.name,
    changes,
    whole: 'passed',
    bundle: 'passed',
    problems: plan.warnings,
    schema: printCatalog(base, catalog),
    surface,
  };
}

function isWhole(step: CheckStep): step is WholeStep {
  return step.verify !== undefined && step.revert !== undefined && step.problems.length === 0;
}

function proofOf({ deploy, verifyAlwaysPasses }: WholeStep, ms: number): ChangeProof {
  return {
    change: deploy.change,
    file: deploy.file,
    steps: {
      failsBefore: verifyAlwaysPasses ? 'waived' : 'passed',
      deploys: 'passed',
      verifies: 'passed',
      reverts: 'passed',
      redeploys: 'passed',
    },
    ms,
  };
}

/** @returns the digest with the change, which stays deployed; undefined when something is not as it should be. */
async function proveStep(sandbox: Sandbox, step: WholeStep, before: string): Promise<string | undefined> {
  const { deploy, verify, revert, verifyAlwaysPasses } = step;
  const { failed } = await sandbox.play(verify, { operation: 'verify' });
  sandbox.undo();
  if ((failed === undefined) !== verifyAlwaysPasses) return undefined;

  const ask = (sql: string, prologue = '') => ({ prologue, sql });
  const revertPart = sandbox.part(revert, { open: true, keep: false });
  const { values, failure } = await sandbox.send([
    sandbox.part(deploy, { open: true, keep: true }),
    ask(readDigest),
    ask(newestXid),
    sandbox.part(verify, { open: true, keep: false }),
    ask(newestXid),
    { ...revertPart, prologue: sandbox.undoing + revertPart.prologue },
    ask(readDigest),
    ask('', sandbox.undoing),
  ]);
  const [, after = '', xid, , xidAfterVerify, , reverted] = values;
  if (failure !== undefined || xid !== xidAfterVerify || reverted !== before) return undefined;
  const content = contentOfDigest(after);
  sandbox.remember(content);
  sandbox.later(restoreSequences(content));
  return after;
}
