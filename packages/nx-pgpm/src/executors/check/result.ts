import { type CheckResult } from '@pgpm/engine';
import { checkSuite, renderAnnotations, renderCheck, renderJUnit, renderProblem } from '@pgpm/engine/report';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunReport } from '../../report/reporter.js';
import type { ModuleTask } from '../../tasks/module-task.js';
import type { CheckExecutorOptions } from './schema.js';

type Task = ModuleTask<CheckExecutorOptions>;

/** Below the project: ignored by git, so that writing it does not change the project that Nx has hashed. */
const outputFolder = 'dist/check';

/** Writes what the module makes, and the result for other programs when that is asked for. */
export function writeResult({ dir, options: { junit } }: Task, result: CheckResult): void {
  const folder = join(dir, outputFolder);
  // What an earlier version left there must not get into the cache.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'schema.sql'), result.schema);
  writeFileSync(join(folder, 'surface.txt'), `${result.surface}\n`);
  if (junit === undefined) return;
  const file = resolve(dir, junit);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, renderJUnit([checkSuite(result)]));
}

/** The result for a person and for a machine. Errors are reported apart from it. */
export function reportOf({ options, env }: Task, result: CheckResult): RunReport {
  const { operation, module, changes, whole, bundle, passed, problems, summary } = result;
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const annotations = (options.annotations ?? env['GITHUB_ACTIONS'] === 'true') ? renderAnnotations(problems) : '';
  if (options.output === 'json' && annotations !== '') process.stderr.write(`${annotations}\n`);
  const text = [renderCheck(result), ...warnings.map(renderProblem), annotations].filter((part) => part !== '');
  return {
    result: { operation, module, changes, whole, bundle, passed, warnings, schema: `${outputFolder}/schema.sql` },
    summary,
    text: text.join('\n'),
  };
}
