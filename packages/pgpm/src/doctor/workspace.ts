import type { EngineError, Workspace } from '@pgpm/engine';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { integrityOf } from '../install/integrity.js';
import { readLock } from '../install/lock.js';
import { placeOf } from '../install/places.js';
import { mergeAuthored, workspaceFiles } from '../shared/authoring.js';
import { counted } from '../shared/words.js';
import { attempt, failed, ok, warning, type Finding } from './finding.js';

/** What is wrong with the files of a workspace, and can be seen without a database. */
export async function examineWorkspace(workspace: Workspace): Promise<readonly Finding[]> {
  return [
    examineConfiguration(workspace),
    await examinePlans(workspace),
    await attempt('versions', () => examineVersions(workspace)),
    await attempt('installed', () => examineInstalled(workspace)),
  ];
}

function examineConfiguration({ root, configFile, modules, problems }: Workspace): Finding {
  const name = 'workspace';
  const place = join(root, configFile);
  if (problems.length > 0) return judged(name, problems);
  if (modules.size > 0) return ok(name, `${place}, ${counted(modules.size, 'module')}`);
  return warning(name, `${place} leads to no module`, 'make one with pgpm init module, or correct "packages"');
}

async function examinePlans({ modules }: Workspace): Promise<Finding> {
  const { sortModules } = await import('@pgpm/engine');
  const all = [...modules.values()];
  const problems = [...all.flatMap((module) => module.problems), ...sortModules(modules, all).problems];
  if (problems.length > 0) return judged('plans', problems);
  const changes = all.reduce((sum, { plan }) => sum + plan.changes.length, 0);
  return ok('plans', `${counted(changes, 'change')}; pgpm analyze looks closer`);
}

async function examineVersions(workspace: Workspace): Promise<Finding> {
  const { authoring, context } = await workspaceFiles(workspace);
  const own = context.modules.filter(({ source, problems }) => source === 'workspace' && problems.length === 0);
  const { warnings } = mergeAuthored(own.map((module) => authoring.syncVersions({ ...context, module })));
  if (warnings.length === 0) return ok('versions', 'package.json, control files and Makefiles agree');
  return warning('versions', warnings.map(({ message }) => message).join('; '), 'run: pgpm sync-versions');
}

function examineInstalled(workspace: Workspace): Finding {
  const name = 'installed';
  const locked = readLock(workspace.root);
  const lock = Object.entries(locked);
  const folder = (npmName: string): string => join(workspace.root, placeOf(workspace, locked, npmName));
  const missing = lock.filter(([npmName]) => !existsSync(folder(npmName))).map(([npmName]) => npmName);
  if (missing.length > 0) return failed(name, `${missing.join(', ')} is not there`, 'run: pgpm install');
  const edited = lock.filter(([npmName, { integrity }]) => integrityOf(folder(npmName)) !== integrity);
  if (edited.length === 0) return ok(name, counted(lock.length, 'module'));
  const names = edited.map(([npmName]) => npmName).join(', ');
  return warning(name, `${names} was edited`, 'move the edits into a module of your own, or pgpm install --force');
}

/** All problems as one finding, each with its place. */
function judged(name: string, problems: readonly EngineError[]): Finding {
  const lines = problems.map(({ code, message, place }) => {
    const at =
      place === undefined ? '' : ` (${[place.file, place.line].filter((part) => part !== undefined).join(':')})`;
    return `${code}: ${message}${at}`;
  });
  const isFailed = problems.some(({ severity }) => severity === 'error');
  const hint = problems.find((problem) => problem.hint !== undefined)?.hint ?? 'correct the files named above';
  return isFailed ? failed(name, lines.join('; '), hint) : warning(name, lines.join('; '), hint);
}
