import { inContext } from '../../errors/index.js';
import { headerProblems, parseScriptHeader, prepareScript } from '../../formats/sql.js';
import type { Change, Plan, Reference, ScriptKind } from '../../model/index.js';
import type { Files } from '../files.js';
import { scriptKinds, scriptNames, scriptPath, type ModulePlace } from '../source.js';
import type { Findings } from './finding.js';

/** Scripts that are missing, are not planned, say something else than the plan, or cannot run. */
export function analyzeScripts(findings: Findings, files: Files, module: ModulePlace, plan: Plan): void {
  const planned = new Set(plan.changes.map(({ name }) => name));
  for (const change of plan.changes) {
    for (const kind of scriptKinds) analyzeScript(findings, files, module, change, kind, planned);
  }
  for (const kind of scriptKinds) {
    for (const name of scriptNames(files, module, kind)) {
      const [change = ''] = name.split('@');
      if (planned.has(change)) continue;
      const message = `no line of the plan names "${name}"`;
      const hint = kind === 'deploy' ? 'run "pgpm plan", or remove the script' : 'remove the script';
      findings.warning('orphan_script', message, {
        change: name,
        place: { file: scriptPath(module, kind, name) },
        hint,
      });
    }
  }
}

function analyzeScript(
  findings: Findings,
  files: Files,
  module: ModulePlace,
  { name: change, requires, conflicts, line }: Change,
  kind: ScriptKind,
  planned: ReadonlySet<string>,
): void {
  const file = scriptPath(module, kind, change);
  const text = files.read(file);
  if (text === undefined) {
    const details = { change, place: { file } };
    if (kind === 'deploy')
      findings.error('missing-file', `${file} is planned on line ${line} and does not exist`, details);
    else findings.warning(`missing_${kind}`, `"${change}" has no ${kind} script`, details);
    return;
  }
  const { problems, statements, header } = prepareScript(text, kind, file);
  for (const problem of problems) findings.problem(inContext(problem, { change }));
  for (const problem of headerProblems(module, change, file, header, 'error'))
    findings.problem(problem, 'identity-mismatch');
  if (kind !== 'deploy') {
    if (statements.length > 0 || header.directives.irreversible) return;
    const message = `the ${kind} script of "${change}" has no statement`;
    findings.warning(`missing_${kind}`, message, { change, place: { file } });
    return;
  }
  const inHeader = parseScriptHeader(text).header;
  compareRequires(findings, module, { change, file, inPlan: { requires, conflicts }, inHeader, planned });
}

type References = Pick<Change, 'requires' | 'conflicts'>;

interface RequiresFacts {
  readonly change: string;
  readonly file: string;
  readonly inPlan: References;
  readonly inHeader: References;
  readonly planned: ReadonlySet<string>;
}

/**
 * What a change requires of its own module, and all that it conflicts with, as the plan and the header of its deploy script
 * say it.
 */
function compareRequires(
  findings: Findings,
  { name: module }: ModulePlace,
  { change, file, inPlan, inHeader, planned }: RequiresFacts,
): void {
  const isOwn = (reference: Reference): boolean => reference.module === undefined || reference.module === module;
  const nameOf = (reference: Reference): string =>
    isOwn(reference) ? reference.text.slice(reference.text.indexOf(':') + 1) : reference.text;
  const own = ({ requires }: References): readonly string[] => requires.filter(isOwn).map(nameOf);
  const excluded = ({ conflicts }: References): readonly string[] => conflicts.map(nameOf);
  const onlyPlan = without(own(inPlan), own(inHeader));
  const onlyHeader = without(own(inHeader), own(inPlan));
  const parts = [
    ...part('only the plan requires', onlyPlan),
    ...part('only the header requires', onlyHeader),
    ...part('only the plan conflicts with', without(excluded(inPlan), excluded(inHeader))),
    ...part('only the header conflicts with', without(excluded(inHeader), excluded(inPlan))),
  ];
  if (parts.length === 0) return;
  const isForeign = onlyHeader.some((name) => !name.startsWith('@') && !planned.has(name.split('@', 1)[0] ?? name));
  const byPlan = isForeign ? 'what is of another module is required as module:change' : 'run: pgpm plan';
  const isInPlan = parts.every((text) => text.startsWith('only the plan'));
  const hint = isInPlan ? 'add the missing "-- requires:" and "-- conflicts:" lines to the header' : byPlan;
  findings.warning('requires-drift', parts.join('; '), { change, place: { file }, hint });
}

function part(text: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${text} ${names.join(', ')}`];
}

/** Ordered. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name)).sort();
}
