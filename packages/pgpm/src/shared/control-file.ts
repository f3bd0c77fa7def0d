import type { EngineError, Module } from '@pgpm/engine';

/** What keeps the control file of a module from being used, as far as that is an error. */
export async function controlProblems({ name, path, control, problems }: Module): Promise<readonly EngineError[]> {
  const { EngineError: Problem } = await import('@pgpm/engine');
  if (control !== undefined) {
    return problems.filter(({ severity, place }) => severity === 'error' && place?.file === control.file);
  }
  const filePath = path === '.' ? `${name}.control` : `${path}/${name}.control`;
  const hint = "write one, with at least the line: default_version = '0.1.0'";
  return [new Problem('FILE_NOT_FOUND', { filePath, type: 'control' }, { module: name, hint })];
}

/** @throws {EngineError} `FILE_NOT_FOUND`, `CONTROL_PARSE_ERROR`. */
export async function requireControls(modules: readonly Module[]): Promise<void> {
  const { throwProblems } = await import('@pgpm/engine');
  throwProblems((await Promise.all(modules.map(controlProblems))).flat());
}
