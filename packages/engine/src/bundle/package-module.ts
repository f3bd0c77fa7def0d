import { mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import valid from 'semver/functions/valid.js';
import { EngineError, inContext, throwProblems } from '../errors/index.js';
import { editControlVersion, editMakefileVersion } from '../formats/edit.js';
import { prepareScript } from '../formats/sql.js';
import type { Module } from '../model/index.js';
import { ScriptReader } from '../scripts/index.js';
import { isInside, isMissing, posixRelative, realPath, replaceFiles, type FileContent } from '../workspace/index.js';
import { bundleEntry, bundleJson } from './bundle-json.js';
import { extensionSql } from './extension-sql.js';
import { extensionWarnings } from './extension-warnings.js';
import { tarGz } from './tar-gz.js';

export interface PackageOptions {
  readonly module: Module;
  /** The workspace that paths in errors are relative to. */
  readonly root: string;
  /** Absolute path. Default: `sql` in the module. */
  readonly outDir?: string | undefined;
  /** Find every problem and write nothing. Default: false. */
  readonly dryRun?: boolean | undefined;
}

export interface PackageResult {
  readonly operation: 'package';
  readonly module: string;
  readonly version: string;
  readonly changes: number;
  /** Absolute paths of what was written, or would be. */
  readonly files: readonly string[];
  readonly warnings: readonly EngineError[];
  readonly summary: string;
}

/**
 * Writes a module as the SQL file of an extension and as a bundle. The same module gives the same bytes.
 *
 * @throws {EngineError} every problem of the module and its scripts at once, with nothing written; `VERSION_INVALID` among them
 * when package.json has no semantic version.
 */
export function packageModule(options: PackageOptions): PackageResult {
  const { module, root, dryRun = false } = options;
  const { version, count, control, outputs, warnings } = printPackage(options);
  if (!dryRun) {
    const described = control === null ? [] : [{ path: join(module.dir, control.fileName), content: control.content }];
    const updated = [...described, ...makefileOf(module, version)]
      .filter(({ path, content }) => readIfExists(path) !== content)
      .map(({ path, content }) => ({ path: behindLink(path, root), content }));
    mkdirSync(dirname(outputs[0].path), { recursive: true });
    replaceFiles([...outputs, ...updated]);
  }
  const files = outputs.map(({ path }) => path);
  const counted = `${count} change${count === 1 ? '' : 's'}`;
  const summary = `${dryRun ? 'would package' : 'packaged'} ${module.name} ${version}: ${counted} in ${module.name}--${version}.sql`;
  return { operation: 'package', module: module.name, version, changes: count, files, warnings, summary };
}

/** What packaging a module would write. @throws {EngineError} as {@link packageModule}. */
export function printPackage({ module, root, outDir = join(module.dir, 'sql') }: PackageOptions) {
  const { changes, problems } = readChanges(module, new ScriptReader(root));
  const version = valid(module.version ?? null) ?? '';
  const warnings = [...module.problems, ...problems];
  throwProblems([...(version === '' ? [versionInvalid(module)] : []), ...warnings]);
  const control = controlText(module, version);
  const plan = readFileSync(join(module.dir, 'pgpm.plan'), 'utf8');
  const json = bundleJson({ name: module.name, createdWith: '@pgpm/engine', plan, control, changes });
  const base = join(outDir, `${module.name}--${version}`);
  const outputs = [
    { path: `${base}.sql`, content: extensionSql(module.name, changes) },
    { path: `${base}.bundle.tar.gz`, content: tarGz(bundleEntry, json) },
  ] as const;
  return { version, count: changes.length, control, outputs, warnings, json };
}

function versionInvalid({ name, path, version }: Module): EngineError {
  return new EngineError('VERSION_INVALID', { version }, { module: name, place: { file: `${path}/package.json` } });
}

function readChanges(module: Module, reader: ScriptReader) {
  const problems: EngineError[] = [];
  const changes = module.plan.changes.flatMap((change) => {
    const deploy = reader.readScript(module, 'deploy', change.name);
    if (deploy === undefined) {
      const path = `${module.path}/deploy/${change.name}.sql`;
      const context = { module: module.name, change: change.name, place: { file: path } };
      problems.push(new EngineError('SCRIPT_MISSING', { kind: 'deploy', path }, context));
      return [];
    }
    const script = prepareScript(deploy.text, 'deploy', deploy.path);
    const context = { module: module.name, change: change.name };
    problems.push(...[...deploy.problems, ...script.problems].map((problem) => inContext(problem, context)));
    problems.push(...extensionWarnings(module, change.name, deploy.path, script));
    return {
      name: change.name,
      dependencies: change.requires.map((reference) => reference.text),
      deploy: deploy.text,
      revert: reader.readScript(module, 'revert', change.name)?.text,
      verify: reader.readScript(module, 'verify', change.name)?.text,
      exec: script.sql,
      script,
    };
  });
  return { changes, problems };
}

function controlText(module: Module, version: string): { fileName: string; content: string } | null {
  if (module.control === undefined) return null;
  const fileName = basename(module.control.file);
  return { fileName, content: editControlVersion(readFileSync(join(module.dir, fileName), 'utf8'), version) };
}

/** Where a file of the module really is. @throws {EngineError} `PATH_OUTSIDE_WORKSPACE` for a link that leads there. */
function behindLink(path: string, root: string): string {
  const real = realPath(path) ?? path;
  if (isInside(realPath(root) ?? root, real)) return real;
  throw new EngineError('PATH_OUTSIDE_WORKSPACE', { path: posixRelative(root, path) });
}

/** `DATA` of the Makefile names the file of this version. */
function makefileOf(module: Module, version: string): readonly FileContent[] {
  const path = join(module.dir, 'Makefile');
  const text = readIfExists(path);
  return text === undefined ? [] : [{ path, content: editMakefileVersion(text, module.name, version) }];
}

function readIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
