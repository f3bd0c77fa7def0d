import { printJsonLike } from '../formats/edit.js';
import { isJsonObject, parseJsonObject, type JsonObject } from '../formats/index.js';
import { Draft, type Authored, type Files } from './files.js';
import type { InstalledModule, RecordModulesOptions } from './record-modules.js';
import { pathIn } from './source.js';

export interface RecordUpgradesOptions {
  readonly files: Files;
  /** Those whose package.json may name them; installed ones are left as they are. */
  readonly modules: Iterable<{ readonly path: string; readonly source: 'workspace' | 'installed' }>;
  readonly installed: readonly InstalledModule[];
  readonly lock: RecordModulesOptions['lock'];
}

const sections = ['dependencies', 'devDependencies', 'peerDependencies'];

/** Writes the versions of modules from npm wherever one is written down already, and the lockfile. */
export function recordUpgrades({ files, modules, installed, lock }: RecordUpgradesOptions): Authored {
  const versions = new Map(installed.map(({ npmName, version }) => [npmName, version]));
  const draft = new Draft(files);
  draft.write(lock.path, lock.text);
  const own = [...modules].filter(({ source }) => source === 'workspace');
  for (const path of ['pgpm.json', ...own.map((module) => pathIn(module, 'package.json'))]) {
    if (draft.read(path) !== undefined) draft.edit(path, (text) => withVersions(text, path, versions));
  }
  return { edits: draft.edits(), warnings: [] };
}

function withVersions(text: string, file: string, versions: ReadonlyMap<string, string>): string {
  const { value, problem } = parseJsonObject(text, file);
  if (problem !== undefined) throw problem;
  const changed = sections.flatMap((section) => {
    const present = value[section];
    if (!isJsonObject(present)) return [];
    const fresh = upgraded(present, versions);
    return JSON.stringify(fresh) === JSON.stringify(present) ? [] : [[section, fresh] as const];
  });
  return changed.length === 0 ? text : printJsonLike(text, { ...value, ...Object.fromEntries(changed) });
}

function upgraded(dependencies: JsonObject, versions: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(dependencies).map(([name, wanted]) => {
      const isLinked = typeof wanted === 'string' && wanted.startsWith('workspace:');
      return [name, isLinked ? wanted : (versions.get(name) ?? wanted)];
    }),
  );
}
