import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { EngineError, inContext } from '../errors/index.js';
import { checkName, controlName, parseControl, parsePackageJson, parsePlan } from '../formats/index.js';
import type { Control, Module, ModuleSource, Plan } from '../model/index.js';
import { foreignFile, foreignFiles } from './foreign-files.js';
import { childPath, joinPosix, posixRelative, realPath, sortByPath } from './paths.js';
import { readText } from './read-file.js';
import { findWorkspaceRoot } from './root.js';

export const planFile = 'pgpm.plan';
export const controlSuffix = '.control';

/** Where a module is, and which files a listing of its directory has shown. */
export interface ModuleFiles {
  /** Absolute. */
  readonly dir: string;
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  readonly source: ModuleSource;
  /** Names of control files, ordered. */
  readonly controls: readonly string[];
  /** Names of files of other tools. */
  readonly foreign: readonly string[];
}

/**
 * Reads the module in one directory. What is wrong with its files is in `problems`.
 *
 * @param root - what paths are relative to. Default: the workspace that the directory is in, else the directory.
 * @throws {EngineError} `PATH_NOT_FOUND` when there is no such directory, `FILE_NOT_FOUND` when it holds no module.
 */
export function readModule(dir: string, root?: string): Module {
  const path = realPath(dir);
  if (path === undefined || !statSync(path).isDirectory()) {
    throw new EngineError('PATH_NOT_FOUND', { path: dir, type: 'module' });
  }
  const files = readdirSync(path);
  const controls = files.filter((file) => file.endsWith(controlSuffix));
  if (controls.length === 0 && !existsSync(join(path, planFile))) {
    throw new EngineError('FILE_NOT_FOUND', { filePath: join(dir, planFile), type: 'plan' });
  }
  const base = root === undefined ? (findWorkspaceRoot(path) ?? path) : (realPath(root) ?? resolve(root));
  const sorted = sortByPath(controls, (name) => name);
  const foreign = files.filter((file) => foreignFiles.includes(file));
  return new ListedModule({
    dir: path,
    path: posixRelative(base, path),
    source: 'workspace',
    controls: sorted,
    foreign,
  });
}

/** What the files of a module hold. */
type ModuleContent = Omit<Module, 'dir' | 'path' | 'source'>;

/**
 * A module that a listing has found. Its files are read when something is asked that they hold: a workspace may have a
 * thousand modules, and most runs are about few.
 */
export class ListedModule implements Module {
  readonly dir: string;
  readonly path: string;
  readonly source: ModuleSource;
  readonly #files: ModuleFiles;
  /** A single control file tells it by its own name. */
  readonly #name: string | undefined;
  #content: ModuleContent | undefined;

  constructor(files: ModuleFiles) {
    this.dir = files.dir;
    this.path = files.path;
    this.source = files.source;
    this.#files = files;
    const [control, ...others] = files.controls;
    this.#name = control === undefined || others.length > 0 ? undefined : controlName(control);
  }

  get name(): string {
    return this.#name ?? this.#read.name;
  }

  get plan(): Plan {
    return this.#read.plan;
  }

  get control(): Control | undefined {
    return this.#read.control;
  }

  get npmName(): string | undefined {
    return this.#read.npmName;
  }

  get version(): string | undefined {
    return this.#read.version;
  }

  get problems(): readonly EngineError[] {
    return this.#read.problems;
  }

  get #read(): ModuleContent {
    return (this.#content ??= readContent(this.#files));
  }
}

function readContent({ dir, path, controls, foreign }: ModuleFiles): ModuleContent {
  const readPlan = readPlanFile(dir, path, controls[0]);
  const { control, problems: controlProblems } = readControl(dir, path, controls, readPlan.plan);
  const { packageJson, problems: packageProblems } = readPackageJson(dir, path);
  const projectName = readPlan.plan.module === '' ? undefined : readPlan.plan.module;
  const name = control?.name ?? projectName ?? basename(dir);
  const ignored = foreign.map((file) => foreignFile(joinPosix(path, file)));
  const problems = [...readPlan.problems, ...controlProblems, ...packageProblems, ...ignored];
  return {
    name,
    plan: readPlan.plan,
    control,
    npmName: packageJson?.name,
    version: packageJson?.version,
    problems: problems.map((problem) => inContext(problem, { module: name })),
  };
}

interface WithProblems {
  readonly problems: readonly EngineError[];
}

function readPlanFile(dir: string, path: string, control: string | undefined): WithProblems & { readonly plan: Plan } {
  const file = joinPosix(path, planFile);
  const read = readText(childPath(dir, planFile), file);
  if (read === undefined) {
    const { plan } = parsePlan('', file);
    const hint = 'create it with the line "%project=…", or remove the control file';
    return {
      plan,
      problems: [new EngineError('FILE_NOT_FOUND', { filePath: file, type: 'plan' }, { place: { file }, hint })],
    };
  }
  const controlFile = control === undefined ? undefined : joinPosix(path, control);
  const { plan, problems } = parsePlan(read.text, file, { controlFile });
  return { plan, problems: [...read.problems, ...problems] };
}

/** Of several control files the one that the plan names; a single one must carry the plan's name. */
function readControl(
  dir: string,
  path: string,
  controls: readonly string[],
  plan: Plan,
): WithProblems & { readonly control: Control | undefined } {
  const fileName = controls.find((candidate) => controlName(candidate) === plan.module) ?? controls[0];
  if (fileName === undefined) return { control: undefined, problems: [] };
  const file = joinPosix(path, fileName);
  const read = readText(childPath(dir, fileName), file);
  const { control, problems } = parseControl(read?.text ?? '', file);
  const all = [...(read?.problems ?? []), ...problems];
  // What is no name at all is reported with the plan.
  const isName = checkName(plan.module, 'module') === undefined;
  if (isName && plan.module !== control.name) all.push(badProject(plan, control));
  return { control, problems: all };
}

function badProject(plan: Plan, control: Control): EngineError {
  const line = plan.pragmas.filter(({ key }) => key === 'project').at(-1)?.line;
  return new EngineError(
    'PLAN_BAD_PROJECT',
    { found: plan.module, expected: control.name },
    {
      place: { file: plan.file, line },
      hint: `write %project=${control.name}, or rename ${control.file} to ${plan.module}${controlSuffix}`,
    },
  );
}

function readPackageJson(
  dir: string,
  path: string,
): WithProblems & { readonly packageJson?: ReturnType<typeof parsePackageJson>['packageJson'] } {
  const file = joinPosix(path, 'package.json');
  const read = readText(childPath(dir, 'package.json'), file);
  if (read === undefined) return { problems: [] };
  const { packageJson, problems } = parsePackageJson(read.text, file);
  return { packageJson, problems: [...read.problems, ...problems] };
}
