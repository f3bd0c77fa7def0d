import { isJsonObject, npmNameOf } from '../../formats/index.js';
import type { PlannedModule } from '../../model/index.js';
import { resolveRequirements } from '../../resolve/index.js';
import type { PlannedModules } from '../planned-modules.js';
import type { RequirableModule } from '../set-requires.js';
import type { Files } from '../files.js';
import type { ModulePlace, readPackageJson } from '../source.js';
import type { Findings } from './finding.js';
import { usesObjectsOf } from './used-modules.js';

export interface RequirementFacts {
  readonly files: Files;
  readonly place: ModulePlace;
  readonly module: PlannedModule;
  readonly others: PlannedModules;
  readonly all: readonly RequirableModule[];
  readonly aliases: Readonly<Record<string, string>>;
  readonly packageJson: ReturnType<typeof readPackageJson>;
}

/** Requirements that lead nowhere or the wrong way; plan, control file and package.json that disagree about modules. */
export function analyzeRequirements(findings: Findings, facts: RequirementFacts): void {
  const { module, others } = facts;
  const { problems } = resolveRequirements(module, module.plan.changes, others);
  for (const problem of problems) {
    findings.problem(problem, problem.code === 'UNDECLARED_MODULE_DEPENDENCY' ? 'undeclared_module' : undefined);
  }
  if (module.control !== undefined) compareWithPlan(findings, facts, module.control);
}

function compareWithPlan(
  findings: Findings,
  { files, place, module, others, all, aliases, packageJson }: RequirementFacts,
  { file, requires, requiresLine }: NonNullable<PlannedModule['control']>,
): void {
  const used = new Set(module.plan.changes.flatMap(({ requires: list }) => list.map((reference) => reference.module)));
  const value = packageJson?.value['dependencies'];
  const dependencies = isJsonObject(value) ? value : {};
  for (const name of requires) {
    const other = others.get(name);
    if (other === undefined) continue;
    // Verify scripts may use what no change requires, such as ready checks.
    if (!used.has(name) && !usesObjectsOf(other, files, place, module.plan)) {
      const message = `requires names the module "${name}", which no change requires and no script uses`;
      const hint = `let the first change require "${name}" (pgpm plan), or: pgpm extension --remove ${name}`;
      findings.warning('unused_requires', message, { place: { file, line: requiresLine }, hint });
    }
    const npmName = npmNameOf(name, all, aliases);
    if (packageJson === undefined || npmName === undefined || Object.hasOwn(dependencies, npmName)) continue;
    const message = `control file requires "${name}", package.json does not depend on "${npmName}"`;
    const hint = `run: pgpm extension --add ${name}`;
    findings.warning('npm_requires_mismatch', message, { place: { file: packageJson.path }, hint });
  }
}
