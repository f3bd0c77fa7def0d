import type { EngineError, Module, Workspace } from '@pgpm/engine';
import { relative, resolve } from 'node:path';
import type { Command, Outcome } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';
import { flag, switchedOn, text } from '../cli/option.js';
import { requireControls } from '../shared/control-file.js';
import { findPackageDrift } from '../shared/package-drift.js';
import { openWorkspaceAt, packages, selectOwnModules } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const all = flag('all', 'All modules of the workspace, wherever you are.');
const dependents = flag('dependents', 'Also the modules of the workspace that require them.');
const out = text('--out <folder>', 'Where to write to, relative to each module, or absolute. Default: sql.');
const check = flag('check', 'Write nothing; exit with 5 when what was packaged is missing or not up to date.');
const failFast = switchedOn('fail-fast', 'Go on after a module that fails, and fail at the end.');
const bundle = flag(
  'bundle',
  'Accepted for the sake of other tools: the bundle is always written, and scripts are kept as they are, in plan order.',
  { also: ['--plan', '--use-plan', '--pretty', '--output-diff'] },
);
const functionDelimiter = text(
  '--function-delimiter <text>',
  'Accepted for the sake of other tools: functions are quoted as in their scripts.',
);
const since = text(
  '--since <ref>',
  'Of the modules, or of all where none is named, those with files that have been changed since the branch left <ref>, committed or not.',
);

export const packageCommand: Command = {
  options: [packages, all, since, dependents, out, check, failFast, bundle, functionDelimiter],
  examples: [
    'pgpm package --package shop',
    'pgpm package --all --out dist/sql',
    'pgpm package --package base --dependents',
    'pgpm package --check --since main --dependents',
  ],
  run: async (invocation) => {
    const { value, note, onEvent } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectPackages(invocation, workspace);
    const folder = value(out) ?? 'sql';
    if (value(check)) return checkAll(invocation, workspace, modules, folder);
    const { packageModule, throwProblems } = await import('@pgpm/engine');
    const results: object[] = [];
    const lines: string[] = [];
    const failures = await inTurn(modules, value(failFast), async (module) => {
      const packaged = await packageModule({ module, root: workspace.root, outDir: resolve(module.dir, folder) });
      const files = packaged.files.map((file) => pathFrom(workspace.root, file));
      results.push({ ...packaged, files });
      packaged.warnings.forEach((problem) => onEvent({ kind: 'preflight:issue', problem }));
      lines.push(...files, packaged.summary);
    });
    if (failures.length > 0) lines.forEach(note);
    throwProblems(failures);
    const summary = `packaged ${counted(modules.length, 'module')}`;
    return { result: { modules: results }, summary, text: lines.join('\n') };
  },
};

async function selectPackages(invocation: Invocation, workspace: Workspace): Promise<readonly Module[]> {
  const { value } = invocation;
  if (value(all) && value(packages).length > 0) {
    throw new CliError('USAGE', { reason: '--all and --package exclude each other' });
  }
  const own = [...workspace.modules.values()].filter(({ source }) => source === 'workspace');
  const ref = value(since);
  const isWhole = value(all) || (ref !== undefined && value(packages).length === 0);
  const named = isWhole ? own : await selectOwnModules(invocation, workspace);
  const chosen = ref === undefined ? named : await selectChanged(invocation, workspace, named, ref);
  const modules = value(dependents) ? await withDependents(chosen, own) : chosen;
  invocation.about({ modules: modules.map(({ name }) => name) });
  return modules;
}

async function selectChanged(
  invocation: Invocation,
  { root }: Workspace,
  modules: readonly Module[],
  ref: string,
): Promise<readonly Module[]> {
  const { changedFilesSince } = await import('../shared/changed-files.js');
  const files = await changedFilesSince(invocation, root, ref);
  const isIn = (path: string, folder: string): boolean => `${path}/`.startsWith(`${folder}/`);
  return modules.filter(({ path }) => path === '.' || files.some((file) => isIn(file, path) || isIn(path, file)));
}

/** Also those that require them by way of others, each once. */
async function withDependents(chosen: readonly Module[], own: readonly Module[]): Promise<readonly Module[]> {
  const { requiredNames } = await import('@pgpm/engine');
  const found = new Map(chosen.map((module) => [module.name, module]));
  for (const { name } of found.values()) {
    for (const other of own) if (requiredNames(other).includes(name)) found.set(other.name, other);
  }
  return [...found.values()];
}

/** Paths below a folder are told relative to it. */
function pathFrom(root: string, file: string): string {
  const path = relative(root, file);
  return path.startsWith('..') ? file : path;
}

/** One module after the other. @returns what failed, unless the first failure is thrown. */
async function inTurn(
  modules: readonly Module[],
  stopsAtFirst: boolean,
  work: (module: Module) => Promise<void>,
): Promise<readonly EngineError[]> {
  const { isEngineError, problemsOf } = await import('@pgpm/engine');
  const failures: EngineError[] = [];
  for (const module of modules) {
    try {
      await requireControls([module]);
      await work(module);
    } catch (error) {
      if (stopsAtFirst || !isEngineError(error)) throw error;
      failures.push(...problemsOf(error));
    }
  }
  return failures;
}

async function checkAll(
  { value }: Invocation,
  workspace: Workspace,
  modules: readonly Module[],
  folder: string,
): Promise<Outcome> {
  const { throwProblems } = await import('@pgpm/engine');
  const { renderError } = await import('@pgpm/engine/report');
  const drift: EngineError[] = [];
  const failures = await inTurn(modules, value(failFast), async (module) => {
    drift.push(...(await findPackageDrift(workspace, module, folder)));
  });
  throwProblems(failures.length === 0 ? [] : [...failures, ...drift]);
  return {
    result: { modules: modules.map(({ name }) => name), drift },
    text: drift.map(renderError).join('\n'),
    summary: drift.length === 0 ? 'everything is packaged as it is' : counted(drift.length, 'difference'),
    exitCode: drift.length === 0 ? exitCodes.ok : exitCodes.drift,
  };
}
