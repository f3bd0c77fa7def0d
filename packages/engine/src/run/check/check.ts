import type { ModuleProof, Workspace } from '../../model/index.js';
import { ScriptReader } from '../../scripts/index.js';
import { counted } from '../words.js';
import { loadBundle } from './bundle.js';
import { inSandbox, type SandboxOptions } from './open-sandbox.js';
import { planCheck } from './plan.js';
import { deployAll, proveModule } from './prove-module.js';

export interface CheckOptions extends SandboxOptions {
  readonly workspace: Workspace;
  /** One module, by module, npm or folder name. */
  readonly target: string;
  /** A change, `@tag` or other reference: it and what is planned before it is deployed, but not proven. */
  readonly from?: string | undefined;
  /**
   * Read the catalog after each script. Default: `false`, which does so only when there is a sign of a fault. The result
   * is the same.
   */
  readonly thorough?: boolean | undefined;
}

export interface CheckResult extends ModuleProof {
  readonly operation: 'check';
  /** No error was found. */
  readonly passed: boolean;
  /** What the module makes, readable and the same everywhere. Not complete when a change could not be deployed. */
  readonly schema: string;
  /**
   * A digest of all that the module and those it requires make, rows included. As long as it stays the same, what is built
   * on the module sees no difference.
   */
  readonly surface: string;
  readonly summary: string;
}

/**
 * Proves a module on a scratch database: each verify script fails without its change, passes with it and changes nothing;
 * each revert restores the catalog; a second deploy makes the same as the first, and so does the packaged module. The
 * modules that it requires are deployed first and not proven. Everything that is found is in the result.
 *
 * @throws {EngineError} what keeps the proof from beginning: problems of the files, of required modules, of the server.
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { workspace, target, from, thorough = false } = options;
  const plan = await planCheck(workspace, target, from, new ScriptReader(workspace.root));
  // What is committed cannot be undone, so the package needs a database of its own.
  const packaged = plan.needsCommits
    ? await inSandbox(options, plan, async ({ sandbox }) => {
        await deployAll(sandbox, plan.required);
        return loadBundle(sandbox, plan);
      })
    : undefined;
  const { value, warnings } = await inSandbox(options, plan, (open) =>
    proveModule(plan, open, packaged?.value, thorough),
  );
  const problems = [...warnings, ...value.problems];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const passed = errors === 0;
  const changes = counted(value.changes.length, 'change');
  const summary = passed
    ? `${value.module} is proven: ${changes}`
    : `${counted(errors, 'error')} in ${changes} of ${value.module}`;
  return { operation: 'check', ...value, problems, passed, summary };
}
