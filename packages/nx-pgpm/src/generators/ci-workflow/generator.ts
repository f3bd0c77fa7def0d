import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectPackageManager, readJson, type Tree } from '@nx/devkit';
import { render } from 'ejs';
import { pathSegment } from '../change/object-name.js';
import { GeneratorError } from '../../tree/generator-error.js';
import type { CiWorkflowGeneratorOptions } from './schema.js';

/** Adds a workflow. */
export function ciWorkflowGenerator(tree: Tree, options: CiWorkflowGeneratorOptions): void {
  const { ci, name, nodeVersion } = options;
  if (name.trim() === '' || /\p{Cc}/u.test(name)) {
    throw new GeneratorError('INVALID_NAME', 'the name is empty or has control characters', 'choose another name');
  }
  if (!/^\d+(?:\.(?:\d+|x)){0,2}$/.test(nodeVersion)) {
    throw new GeneratorError('INVALID_OPTION', `"${nodeVersion}" is no version of Node`, 'write it as 22 or 22.11.0');
  }
  const path = ci === 'github' ? `.github/workflows/${pathSegment(name).toLowerCase()}.yml` : '.gitlab-ci.yml';
  if (tree.exists(path)) {
    throw new GeneratorError('FILE_EXISTS', `there is a ${path} already`, 'add the steps to it, or move it away');
  }
  const template = readFileSync(join(__dirname, 'files', `${ci}.yml.ejs`), 'utf8');
  const data = {
    name: JSON.stringify(name),
    nodeVersion: JSON.stringify(nodeVersion),
    base: branchOf(tree),
    packageManager: packageManagerOf(tree),
  };
  tree.write(path, render(template, data, { escape: String }));
}

/** A branch as YAML writes it. */
function branchOf(tree: Tree): string {
  const nxJson = tree.exists('nx.json') ? readJson<{ defaultBase?: unknown }>(tree, 'nx.json') : {};
  return JSON.stringify(typeof nxJson.defaultBase === 'string' ? nxJson.defaultBase : 'main');
}

function packageManagerOf(tree: Tree): string {
  if (tree.exists('pnpm-lock.yaml') || tree.exists('pnpm-workspace.yaml')) return 'pnpm';
  if (tree.exists('yarn.lock')) return 'yarn';
  return tree.exists('package-lock.json') ? 'npm' : detectPackageManager(tree.root).replace('bun', 'npm');
}
