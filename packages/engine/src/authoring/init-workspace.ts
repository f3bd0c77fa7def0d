import { EngineError } from '../errors/index.js';
import { printJsonLike } from '../formats/edit.js';
import { Draft, type Authored, type Files } from './files.js';

export interface InitWorkspaceOptions {
  readonly files: Files;
  /** The name of package.json, where there is none yet. */
  readonly name: string;
  /** Globs of module folders. Default: `packages/*`. */
  readonly packages?: readonly string[] | undefined;
}

/** Line ends are part of what a script's hash is taken over. */
const attributes = '*.sql text eol=lf\n';
const ignored = ['node_modules/', '.pgpm/'];

/**
 * A workspace: pgpm.json, package.json where there is none, and what git has to know. Files that are there are kept.
 *
 * @throws {EngineError} `WORKSPACE_EXISTS`.
 */
export function initWorkspace({ files, name, packages = ['packages/*'] }: InitWorkspaceOptions): Authored {
  for (const path of ['pgpm.json', 'pgpm.config.js']) {
    if (files.read(path) === undefined) continue;
    const hint = 'add a module to it: pgpm init module <name>';
    throw new EngineError('WORKSPACE_EXISTS', { path }, { place: { file: path }, hint });
  }
  const draft = new Draft(files);
  draft.write('pgpm.json', printJsonLike('', { packages }));
  if (files.read('package.json') === undefined) {
    draft.write('package.json', printJsonLike('', { name, version: '0.0.0', private: true }));
  }
  addLines(draft, '.gitattributes', attributes.split('\n').slice(0, -1));
  addLines(draft, '.gitignore', ignored);
  return { edits: draft.edits(), warnings: [] };
}

function addLines(draft: Draft, path: string, lines: readonly string[]): void {
  const text = draft.read(path) ?? '';
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !present.has(line));
  if (missing.length === 0) return;
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  draft.write(path, start + missing.map((line) => `${line}\n`).join(''));
}
