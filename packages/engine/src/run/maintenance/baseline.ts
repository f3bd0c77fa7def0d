import { throwProblems, type EngineError } from '../../errors/index.js';
import { literal } from '../../store/write.js';
import { ScriptReader } from '../../scripts/index.js';
import { deploy, type DeployResult } from '../deploy.js';
import type { DeployOptions } from '../deploy-options.js';
import { readRequirementsOf } from '../deploy-plan.js';
import type { SelectionOptions } from '../options.js';
import { selectModules } from '../selection.js';
import { planScript } from '../steps.js';

/** As for a deploy; nothing is executed. */
export type BaselineOptions = Omit<DeployOptions, 'logOnly' | 'createDatabase'>;

/**
 * Records the plans of modules, up to a target, as deployed on a database that has their objects already. Runs no script
 * and installs no extension. Nobody checks that the objects are what the scripts would have made: verify does.
 *
 * @throws {EngineError} as `deploy` does.
 */
export async function baseline(options: BaselineOptions): Promise<DeployResult> {
  return deploy({ ...options, logOnly: true });
}

/**
 * The same as SQL for a database that nobody can reach from here, and whose registry is made: one transaction of calls that
 * do nothing where a change is recorded already.
 *
 * @throws {EngineError} everything that is wrong with the plans, and each missing script, at once.
 */
export function baselineSql(options: SelectionOptions): string {
  const selection = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const requirements = readRequirementsOf(selection);
  const problems: EngineError[] = [...requirements.problems];
  const calls: string[] = [];
  for (const module of selection.modules) {
    const place = selection.targets.get(module.name)?.place ?? module.plan.changes.length - 1;
    for (const { name } of module.plan.changes.slice(0, place + 1)) {
      const planned = planScript(reader, 'deploy', module, name);
      problems.push(...planned.problems);
      const requires = requirements.byModule.get(module.name)?.of(name).requires ?? [];
      const values = [module.name, name, planned.step?.hash ?? ''].map(literal).join(',');
      calls.push(`call pgpm_migrate.deploy(${values}, array[${requires.map(literal).join(',')}]::text[], '', true);\n`);
    }
  }
  throwProblems(problems);
  return `begin;\n${calls.join('')}commit;\n`;
}
