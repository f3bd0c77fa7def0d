import { planFile } from '../../workspace/index.js';
import type { Files } from '../files.js';
import { readPlannedModules } from '../planned-modules.js';
import type { RequirableModule } from '../set-requires.js';
import { pathIn, readControl, readPackageJson, type ModulePlace } from '../source.js';
import { analyzeFiles } from './files.js';
import { Findings, type Finding } from './finding.js';
import { analyzeLineEnds } from './line-ends.js';
import { analyzePlan } from './plan.js';
import { analyzeRequirements } from './requirements.js';
import { analyzeScripts } from './scripts.js';

export type { AnalyzeCode, Finding } from './finding.js';

export interface AnalyzeOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  /** The modules of the workspace. */
  readonly modules: Iterable<RequirableModule>;
  readonly aliases?: Readonly<Record<string, string>> | undefined;
}

/** Everything that can be said about a module without a database, errors and warnings, ordered by file and line. */
export function analyze({ files, module, modules, aliases = {} }: AnalyzeOptions): readonly Finding[] {
  const all = [...modules];
  const findings = new Findings(module.name);
  const control = readControl(files, module);
  const packageJson = readPackageJson(files, module);
  for (const problem of [...(control?.problems ?? []), ...(packageJson?.problems ?? [])]) findings.problem(problem);
  const text = files.read(pathIn(module, planFile));
  const plan = text === undefined ? undefined : analyzePlan(findings, module, text, control?.path);
  analyzeFiles(findings, files, module, { hasPlan: plan !== undefined, control, packageJson });
  if (plan !== undefined) {
    analyzeScripts(findings, files, module, plan);
    const planned = { name: module.name, plan, control: control?.value };
    const others = readPlannedModules(files, all);
    analyzeRequirements(findings, { files, place: module, module: planned, others, all, aliases, packageJson });
  }
  analyzeLineEnds(findings, files, module);
  return findings.list.sort(
    (a, b) => compare(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
