import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findProject } from '../install/project.js';
import { failed, ok, warning, type Finding } from './finding.js';

/** The version of Node, and the programs that some commands call. */
export function examineMachine(root: string | undefined, env: NodeJS.ProcessEnv): readonly Finding[] {
  const manager = root === undefined ? 'npm' : findProject(root).manager;
  return [
    examineNode(),
    examineProgram(manager, 'pgpm install and upgrade', env),
    examineProgram('psql', 'pgpm server psql', env),
  ];
}

function examineNode(): Finding {
  const { node } = process.versions;
  const needed = neededNode();
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = needed.split('.').map(Number);
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  return isEnough ? ok('node', node) : failed('node', `${node} is too old`, `install Node ${needed} or newer`);
}

/** That of our package.json. */
function neededNode(): string {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  return /"node": ">=([\d.]+)"/.exec(text)?.[1] ?? '0';
}

function examineProgram(name: string, neededFor: string, env: NodeJS.ProcessEnv): Finding {
  const path = findProgram(name, env);
  if (path !== undefined) return ok(name, path);
  return warning(name, 'not found on the PATH', `only ${neededFor} need it: install it to use them`);
}

function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix)));
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
