import { basename } from 'node:path/posix';
import { valid } from 'semver';
import { parseMakefile } from '../../formats/edit.js';
import { foreignFile, foreignFiles, planFile } from '../../workspace/index.js';
import type { Files } from '../files.js';
import { pathIn, scriptKinds, type ModulePlace, type readControl, type readPackageJson } from '../source.js';
import type { Findings } from './finding.js';

export interface ReadFiles {
  readonly hasPlan: boolean;
  readonly control: ReturnType<typeof readControl>;
  readonly packageJson: ReturnType<typeof readPackageJson>;
}

/** Files that are missing, or disagree about the name and the version of the module. */
export function analyzeFiles(findings: Findings, files: Files, module: ModulePlace, read: ReadFiles): void {
  const { hasPlan, control, packageJson } = read;
  const missing = (file: string): string => `${pathIn(module, file)} does not exist`;
  if (!hasPlan) findings.error('missing_plan', missing(planFile), { place: { file: pathIn(module, planFile) } });
  if (packageJson === undefined) findings.error('missing_package_json', missing('package.json'));
  if (control === undefined) findings.error('missing_control', missing(`${module.name}.control`));
  else if (basename(control.path) !== `${module.name}.control`) {
    const message = `the control file of "${module.name}" is called ${basename(control.path)}`;
    const hint = `rename it to ${module.name}.control`;
    findings.error('control_filename_mismatch', message, { place: { file: control.path }, hint });
  }
  for (const kind of scriptKinds) {
    if (files.list(pathIn(module, kind)).length === 0) findings.warning(`missing_${kind}_dir`, missing(kind));
  }
  for (const file of foreignFiles.map((name) => pathIn(module, name))) {
    if (files.read(file) !== undefined) findings.problem(foreignFile(file));
  }
  const written = packageJson?.value['version'];
  // Without build metadata, as in all that is made of it.
  const version = typeof written === 'string' ? (valid(written) ?? written) : undefined;
  if (control !== undefined && version !== undefined && control.value.defaultVersion !== version) {
    const found = control.value.defaultVersion ?? 'no version';
    const message = `control file has ${found}, package.json ${version}`;
    findings.error('version_skew', message, { place: { file: control.path }, hint: 'run: pgpm sync-versions' });
  }
  analyzeMakefile(findings, files, module, version);
  const sql = `sql/${module.name}--${version ?? ''}.sql`;
  if (version !== undefined && files.read(pathIn(module, sql)) === undefined) {
    findings.warning('missing_sql', missing(sql), { hint: 'run: pgpm package' });
  }
}

function analyzeMakefile(findings: Findings, files: Files, module: ModulePlace, version: string | undefined): void {
  const file = pathIn(module, 'Makefile');
  const text = files.read(file);
  if (text === undefined) {
    findings.warning('missing_makefile', `${file} does not exist`);
    return;
  }
  const { extension, data } = parseMakefile(text);
  const place = { file };
  if (extension === undefined) findings.error('makefile_missing_extension', 'Makefile has no EXTENSION', { place });
  else if (extension !== module.name) {
    const message = `EXTENSION is "${extension}" instead of "${module.name}"`;
    findings.error('makefile_extension_mismatch', message, { place, hint: `write EXTENSION = ${module.name}` });
  }
  const expected = `sql/${module.name}--${version ?? ''}.sql`;
  if (data === undefined) findings.error('makefile_missing_data', 'Makefile has no DATA', { place });
  else if (version !== undefined && !data.includes(expected)) {
    const message = `DATA is "${data.join(' ')}", without ${expected}`;
    findings.error('makefile_data_mismatch', message, { place, hint: 'run: pgpm sync-versions' });
  }
}
