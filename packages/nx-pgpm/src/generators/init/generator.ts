import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addDependenciesToPackageJson,
  formatFiles,
  NX_VERSION,
  readNxJson,
  updateNxJson,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { editTree } from '../../tree/edit-module.js';
import { ensureLines } from '../../tree/ignore-lines.js';
import { hasPlugin, withSyncGenerator } from '../../tree/sync-generator.js';
import type { InitGeneratorOptions } from './schema.js';

const plugin = 'nx-pgpm';
/** What the server and the tasks write. */
const ignored = ['node_modules/', '.pgpm/', '.nx/', 'dist/'];

/** Sets a workspace up. Running it again changes nothing. */
export async function initGenerator(tree: Tree, options: InitGeneratorOptions): Promise<GeneratorCallback> {
  addPlugin(tree);
  await makeWorkspace(tree, options.packages);
  ensureLines(tree, '.gitignore', ignored);
  ensureLines(tree, '.gitattributes', ['*.sql text eol=lf']);
  const install = options.skipPackageJson
    ? () => undefined
    : addDependenciesToPackageJson(
        tree,
        {},
        { [plugin]: ownVersion(), '@nx/devkit': NX_VERSION },
        undefined,
        options.keepExistingVersions,
      );
  if (!options.skipFormat) await formatFiles(tree);
  return install;
}

function addPlugin(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const registered = hasPlugin(nxJson) ? nxJson : { ...nxJson, plugins: [...(nxJson.plugins ?? []), plugin] };
  const synced = withSyncGenerator(registered);
  if (synced !== nxJson) updateNxJson(tree, synced);
}

async function makeWorkspace(tree: Tree, packages: readonly string[] | undefined): Promise<void> {
  if (tree.exists('pgpm.json') || tree.exists('pgpm.config.js')) return;
  await editTree(tree, ({ authoring, files }) => authoring.initWorkspace({ files, name: 'workspace', packages }));
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
  const isVersioned = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isVersioned ? String(manifest.version) : '*';
}
