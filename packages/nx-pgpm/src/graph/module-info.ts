import type { EngineError } from '@pgpm/engine';
import { parseControl, parsePlan } from '@pgpm/engine/parse';
import type { ModuleFiles } from './module-files.js';

/** A name that a module requires, and where it says so. */
export interface Requirement {
  /** The module, or the extension of the server. */
  readonly name: string;
  /** `pgpm.plan` or the control file, relative to the module. */
  readonly file: string;
  readonly line: number;
}

/** Why a module cannot be run, as far as its plan and control file tell. */
export interface ModuleError {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line: number | undefined;
}

/** What the graph has to know about a module. Everything in it comes from text, so the same text gives the same value. */
export interface ModuleInfo {
  /** Relative to the workspace root, with `/`. */
  readonly root: string;
  /** `%project`, else the name of the control file, else the folder's. */
  readonly module: string;
  readonly projectName: string;
  readonly description: string | undefined;
  /** By name, then file; each pair once, with its first line. */
  readonly requires: readonly Requirement[];
  /** Tags of the plan, in plan order, without `@`. */
  readonly tags: readonly string[];
  readonly changes: number;
  readonly error: ModuleError | undefined;
  readonly jestConfig: string | undefined;
  readonly testFiles: readonly string[];
}

/** Reads a module's texts. A broken file does not throw: what can be read is kept, and `error` says what is wrong. */
export function describeModule(files: ModuleFiles): ModuleInfo {
  const { root } = files;
  const manifest = parseManifest(files.manifest);
  const { plan, problems } = parsePlan(files.plan, inModule(root, 'pgpm.plan'));
  const parsed = files.control && parseControl(files.control.text, inModule(root, files.control.name));
  const control = parsed?.control;
  const folder = root.split('/').at(-1) ?? root;

  const planned = plan.changes.flatMap((change) =>
    [...change.requires, ...change.conflicts].flatMap(({ module }) =>
      module === undefined || module === plan.module ? [] : { name: module, file: 'pgpm.plan', line: change.line },
    ),
  );
  const declared = (control?.requires ?? []).map((name) => ({
    name,
    file: files.control?.name ?? '',
    line: control?.requiresLine ?? 1,
  }));
  return {
    root,
    module: plan.module !== '' ? plan.module : (control?.name ?? folder),
    projectName: manifest.projectName ?? withoutScope(manifest.npmName) ?? folder,
    description: manifest.description ?? control?.comment,
    requires: uniqueRequirements([...declared, ...planned]),
    tags: plan.tags.map((tag) => tag.name),
    changes: plan.changes.length,
    error: firstError([...problems, ...(parsed?.problems ?? [])], inModule(root, 'pgpm.plan')),
    jestConfig: files.jestConfig,
    testFiles: files.testFiles,
  };
}

/** A path of the module, relative to the workspace root. */
export function inModule(root: string, path: string): string {
  return root === '.' ? path : `${root}/${path}`;
}

interface Manifest {
  readonly npmName: string | undefined;
  readonly projectName: string | undefined;
  readonly description: string | undefined;
}

/** Fields of package.json. Nx itself reports a package.json that is no JSON. */
function parseManifest(text: string | undefined): Manifest {
  const json = text === undefined ? undefined : parseJson(text);
  return {
    npmName: stringAt(json, 'name'),
    projectName: stringAt(valueAt(json, 'nx'), 'name'),
    description: stringAt(json, 'description'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;
}

function stringAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function withoutScope(npmName: string | undefined): string | undefined {
  return npmName?.replace(/^@[^/]*\//, '');
}

function uniqueRequirements(requirements: readonly Requirement[]): readonly Requirement[] {
  const seen = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const key = `${requirement.name}\n${requirement.file}`;
    if (!seen.has(key)) seen.set(key, requirement);
  }
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, requirement]) => requirement);
}

function firstError(problems: readonly EngineError[], planFile: string): ModuleError | undefined {
  const error = problems.find(({ severity }) => severity === 'error');
  if (error === undefined) return undefined;
  const { code, message, place } = error;
  return { code, message, file: place?.file ?? planFile, line: place?.line };
}
