import { parsePlan } from '../../formats/index.js';
import type { Plan } from '../../model/index.js';
import { planFile } from '../../workspace/index.js';
import { pathIn, type ModulePlace } from '../source.js';
import type { AnalyzeCode, Findings } from './finding.js';

const codes: Readonly<Partial<Record<string, AnalyzeCode>>> = {
  PLAN_MISSING_PROJECT: 'plan_missing_project',
  PLAN_PARSE_ERROR: 'plan_parse_error',
};

/** What is wrong with the text of a plan. */
export function analyzePlan(
  findings: Findings,
  module: ModulePlace,
  text: string,
  controlFile: string | undefined,
): Plan {
  const file = pathIn(module, planFile);
  const { plan, problems } = parsePlan(text, file, { controlFile });
  for (const problem of problems) findings.problem(problem, codes[problem.code]);
  const line = (key: string): number | undefined => plan.pragmas.filter((pragma) => pragma.key === key).at(-1)?.line;
  if (plan.module !== '' && plan.module !== module.name) {
    const hint = `write %project=${module.name}`;
    const message = `plan names the module "${plan.module}", its control file "${module.name}"`;
    findings.error('plan_project_mismatch', message, { place: { file, line: line('project') }, hint });
  }
  if (plan.uri !== undefined && isBareName(plan.uri) && plan.uri !== module.name) {
    const message = `%uri is "${plan.uri}", which is another module's name`;
    const hint = `write %uri=${module.name}, or a URL`;
    findings.warning('plan_uri_mismatch', message, { place: { file, line: line('uri') }, hint });
  }
  for (const change of plan.changes) {
    const [conflict] = change.conflicts;
    if (conflict === undefined) continue;
    const message = `"!${conflict.text}" is not understood by other tools that deploy such plans`;
    const place = { file, line: change.line, column: conflict.column };
    findings.warning('non_portable_feature', message, { change: change.name, place });
  }
  return plan;
}

/** A URI that is none: by default the name of the module. */
function isBareName(uri: string): boolean {
  return !uri.includes(':') && !uri.includes('/');
}
