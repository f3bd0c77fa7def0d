import { valid } from 'semver';
import { EngineError } from '../errors/index.js';
import { editControlVersion, editMakefileVersion, parseMakefile } from '../formats/edit.js';
import { Draft, type Authored, type Files } from './files.js';
import { pathIn, readSource, type ModulePlace } from './source.js';

export interface SyncVersionsOptions {
  readonly files: Files;
  readonly module: ModulePlace;
}

/**
 * The version of package.json in the control file and the Makefile. Every difference is a `VERSION_SKEW` among the
 * warnings; packaged SQL of another version is one that no edit cures, because only `package` can write it.
 *
 * @throws {EngineError} `VERSION_INVALID`, and the errors of the module's files.
 */
export function syncVersions({ files, module }: SyncVersionsOptions): Authored {
  const { control, packageJson, name } = readSource(files, module);
  const written = packageJson?.value['version'];
  const version = typeof written === 'string' ? (valid(written) ?? undefined) : undefined;
  if (version === undefined) {
    const place = { file: pathIn(module, 'package.json') };
    const fields = { version: typeof written === 'string' ? written : undefined };
    throw new EngineError('VERSION_INVALID', fields, { module: name, place });
  }
  const draft = new Draft(files);
  const warnings: EngineError[] = [];
  const skew = (path: string, found: string | undefined, hint: string): void => {
    const fields = { path, found, expected: version };
    warnings.push(
      new EngineError('VERSION_SKEW', fields, { severity: 'warning', module: name, place: { file: path }, hint }),
    );
  };
  const hint = 'run: pgpm sync-versions';
  if (control !== undefined && control.value.defaultVersion !== version) {
    skew(control.path, control.value.defaultVersion, hint);
    draft.edit(control.path, (text) => editControlVersion(text, version));
  }
  const makefile = pathIn(module, 'Makefile');
  const rules = files.read(makefile);
  const edited = rules === undefined ? undefined : editMakefileVersion(rules, name, version);
  if (rules !== undefined && edited !== undefined && edited !== rules) {
    skew(makefile, parseMakefile(rules).data?.join(' '), hint);
    draft.write(makefile, edited);
  }
  const packaged = packagedVersions(files, module);
  if (packaged.length > 0 && !packaged.includes(version)) {
    skew(pathIn(module, 'sql'), packaged.join(', '), 'run: pgpm package');
  }
  return { edits: draft.edits(), warnings };
}

/** Versions of `sql/<module>--<version>.sql`; upgrade scripts name two. */
function packagedVersions(files: Files, module: ModulePlace): readonly string[] {
  const prefix = pathIn(module, `sql/${module.name}--`);
  return files
    .list(pathIn(module, 'sql'))
    .filter((path) => path.startsWith(prefix) && path.endsWith('.sql'))
    .map((path) => path.slice(prefix.length, -'.sql'.length))
    .filter((version) => !version.includes('--'));
}
