import { extensionSql } from '../../bundle/index.js';
import { compareCatalogs, parseCatalog, readCatalog, type Catalog } from '../../catalog/index.js';
import { EngineError } from '../../errors/index.js';
import { splitStatements, type PreparedScript } from '../../formats/sql.js';
import { isDatabaseError } from '../../store/index.js';
import { offsetOf } from '../failures.js';
import type { ScriptStep } from '../steps.js';
import type { CheckPlan } from './plan.js';
import type { Sandbox, ScriptFailure } from './sandbox.js';

/** What the packaged module makes, or why it cannot be loaded. */
export type BundleOutcome =
  | { readonly catalog: Catalog; readonly problem?: undefined }
  | { readonly catalog?: undefined; readonly problem: EngineError };

/** Loads the SQL that `package` writes, and undoes it again if that is possible. */
export async function loadBundle(sandbox: Sandbox, plan: CheckPlan): Promise<BundleOutcome> {
  const script = bundleScript(plan);
  const { module } = plan;
  const step: ScriptStep = {
    module,
    change: '',
    file: module.plan.file,
    hash: '',
    noTransaction: plan.needsCommits,
    load: () => script,
  };
  const { failed, after = '' } = await sandbox.play(step, { operation: 'deploy', after: readCatalog });
  sandbox.undo();
  return failed === undefined ? { catalog: parseCatalog(after) } : { problem: bundleFailed(plan, script, failed) };
}

function bundleScript({ module, own }: CheckPlan): PreparedScript {
  const text = extensionSql(
    module.name,
    own.map((step) => ({ name: step.change, script: step.load() })),
  );
  // Its first line stops psql: whoever loads it by hand leaves it out, too.
  const sql = text.slice(text.indexOf('\n') + 1);
  const header = { requires: [], conflicts: [], directives: { noTransaction: false, irreversible: false } };
  return { header, statements: splitStatements(sql), sql, problems: [] };
}

function bundleFailed({ module, own }: CheckPlan, script: PreparedScript, { failure }: ScriptFailure): EngineError {
  const { error: cause } = failure;
  const before = script.sql.slice(0, offsetOf(script, failure) ?? 0);
  const change = [...before.matchAll(/^-- change: (.+)$/gm)].at(-1)?.[1];
  const file = own.find((step) => step.change === change)?.file;
  const sqlState = isDatabaseError(cause) ? (cause.code ?? '') : '';
  const hint = 'directives of a script header are not part of a package: write the script so that it needs none';
  const context = { module: module.name, change, place: file === undefined ? undefined : { file }, hint, cause };
  return new EngineError('BUNDLE_FAILED', { sqlState, reason: cause.message }, context);
}

/** What the packaged module makes that the deploy scripts do not, and the reverse. */
export function compareBundle({ module }: CheckPlan, deployed: Catalog, packaged: Catalog): readonly EngineError[] {
  const differences = compareCatalogs(deployed, packaged);
  if (differences.length === 0) return [];
  const hint = 'directives of a script header are not part of a package: write the script so that it needs none';
  const context = { module: module.name, place: { file: module.plan.file }, hint };
  return [new EngineError('BUNDLE_DIFFERS', { differences }, context)];
}
