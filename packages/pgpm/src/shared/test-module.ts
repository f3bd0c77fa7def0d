import type { CodedError, RunEvent, Workspace } from '@pgpm/engine';
import type { TestSuite } from '@pgpm/engine/report';
import type { Invocation } from '../cli/invocation.js';
import { makeScratch } from './scratch.js';

const allSteps = ['deploy', 'verify', 'revert', 'redeploy'] as const;

export type TestStep = (typeof allSteps)[number];

export interface ModuleTest {
  readonly module: string;
  readonly passed: boolean;
  /** What succeeded, in order, with the milliseconds that it took. */
  readonly steps: readonly { readonly step: TestStep; readonly ms: number }[];
  /** What failed, and why. Absent when all succeeded. */
  readonly failed?: { readonly step: TestStep | 'prepare'; readonly error: CodedError };
}

/**
 * Deploys a module with all that it requires on a database of its own, then verifies, reverts and deploys the module again.
 *
 * @param isWhole - false ends it after the first deploy.
 * @throws what no module can cause, and `CANCELLED`.
 */
export async function testModule(
  invocation: Invocation,
  workspace: Workspace,
  module: string,
  isWhole: boolean,
): Promise<ModuleTest> {
  const { deploy, isCodedError, revert, verify } = await import('@pgpm/engine');
  const steps: { readonly step: TestStep; readonly ms: number }[] = [];
  let current: TestStep | 'prepare' = 'prepare';
  try {
    const database = await makeScratch(invocation, workspace, module);
    const { signal } = invocation;
    // A line for each change of each step would be too much; that one takes long is worth knowing.
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'waiting') invocation.onEvent(event);
    };
    const options = { workspace, targets: [module], database: database.config, onEvent, signal };
    const deployed = { ...options, logOnly: false };
    const work: readonly (readonly [TestStep, () => Promise<unknown>])[] = [
      ['deploy', () => deploy(deployed)],
      ['verify', () => verify({ ...options, recursive: false, requireAll: true })],
      ['revert', () => revert(options)],
      ['redeploy', () => deploy(deployed)],
    ];
    try {
      for (const [step, run] of isWhole ? work : work.slice(0, 1)) {
        current = step;
        const start = performance.now();
        await run();
        steps.push({ step, ms: Math.round(performance.now() - start) });
      }
    } finally {
      await database.drop();
    }
    return { module, passed: true, steps };
  } catch (error) {
    if (!isCodedError(error) || error.code === 'CANCELLED') throw error;
    return { module, passed: false, steps, failed: { step: current, error } };
  }
}

/** A test as a suite with a case for each step: those after a failure were skipped. */
export function testSuite({ module, steps, failed }: ModuleTest, isWhole: boolean): TestSuite {
  const planned = [...(failed?.step === 'prepare' ? ['prepare'] : []), ...(isWhole ? allSteps : allSteps.slice(0, 1))];
  const cases = planned.map((name) => {
    const done = steps.find(({ step }) => step === name);
    if (done !== undefined) return { name, ms: done.ms, status: 'passed', problems: [] } as const;
    if (failed?.step !== name) return { name, ms: 0, status: 'skipped', problems: [] } as const;
    return { name, ms: 0, status: 'failed', problems: [failed.error] } as const;
  });
  return { name: module, cases };
}
