import { EngineError, throwProblems } from '../errors/index.js';
import { parseReference } from '../formats/index.js';
import type { Module, Workspace } from '../model/index.js';
import { resolveTarget, sortModules, type Closure, type Target } from '../resolve/index.js';
import { findModule } from '../workspace/index.js';
import type { SelectionOptions } from './options.js';

/** What a run is about: the named modules, where to stop in them, and everything they require. */
export interface Selection {
  readonly workspace: Workspace;
  readonly closure: Closure;
  /** The modules to work on, in deploy order: the closure, or the named ones when not recursive. */
  readonly modules: readonly Module[];
  /** Named modules, by name. */
  readonly targets: ReadonlyMap<string, Target>;
  /** What is wrong with the configuration, plans and control files; of `selectModules`, warnings alone. */
  readonly problems: readonly EngineError[];
}

/**
 * @throws {EngineError} everything that is wrong with the selected modules' plans and control files, at once;
 * `MODULE_NOT_FOUND`, `CHANGE_NOT_FOUND`, `TAG_NOT_FOUND` for what the user named.
 */
export function selectModules(options: SelectionOptions): Selection {
  const selection = readSelection(options);
  throwProblems(selection.problems);
  return selection;
}

/**
 * The same for who has more to find out about the modules, and tells all of it together: plans then lack what cannot be read
 * of them, and errors are among the problems.
 *
 * @throws {EngineError} those errors, when they leave open which modules are meant, in which order, or up to where.
 */
export function readSelection({ workspace, targets, to, recursive = true }: SelectionOptions): Selection {
  const named = targets === 'all' ? [...workspace.modules.keys()] : targets;
  if (to !== undefined && (targets === 'all' || targets.length !== 1)) {
    throw new EngineError(
      'WORKSPACE_OPERATION_ERROR',
      { operation: `a run up to "${to}"` },
      { hint: 'name one module' },
    );
  }
  if (!recursive && targets === 'all') {
    const hint = 'run it with dependencies, or name a module';
    throw new EngineError('WORKSPACE_OPERATION_ERROR', { operation: 'a run over the whole workspace' }, { hint });
  }

  const wanted = named.map((text) => splitTarget(text, to));
  const roots = wanted.map(({ name }) => findModule(workspace, name));
  const closure = sortModules(workspace.modules, roots);
  const concerned = new Set(closure.modules.map((module) => module.name));
  const problems = [
    ...workspace.problems.filter(({ module }) => module === undefined || concerned.has(module)),
    ...closure.modules.flatMap((module) => module.problems),
    ...closure.problems,
  ];
  if (closure.problems.length > 0 || workspace.problems.some(isOfNoModule)) throwProblems(problems);

  const resolved = new Map<string, Target>();
  wanted.forEach(({ reference }, place) => {
    const module = roots[place];
    if (module === undefined) return;
    if (reference !== undefined && module.problems.length > 0) throwProblems(problems);
    const target = targetIn(module, reference);
    const other = resolved.get(module.name);
    if (other !== undefined && other.place !== target.place) throw namedTwice(other, target);
    resolved.set(module.name, target);
  });
  const modules = recursive ? closure.modules : closure.modules.filter((module) => resolved.has(module.name));
  return { workspace, closure, modules, targets: resolved, problems };
}

function isOfNoModule({ module, severity }: EngineError): boolean {
  return module === undefined && severity === 'error';
}

/** Which of the two was meant decides what is deployed, or reverted. */
function namedTwice(first: Target, second: Target): EngineError {
  const [one, two] = [first, second].map(({ text }) => (text === undefined ? 'as a whole' : `up to ${text}`));
  const rule = `it is named twice, ${one ?? ''} and ${two ?? ''}: leave one out`;
  return new EngineError(
    'INVALID_NAME',
    { name: first.module.name, type: 'target', rule },
    { module: first.module.name },
  );
}

function targetIn(module: Module, text: string | undefined): Target {
  if (text === undefined) return { module, place: undefined, text: undefined };
  const reference = parseReference(text);
  if (reference === undefined) {
    const rule = 'write a change, @tag, change@tag, HEAD or ROOT';
    throw new EngineError('INVALID_NAME', { name: text, type: 'target', rule }, { module: module.name });
  }
  return resolveTarget(module, reference);
}

/** `module`, `module:point`: the module and where to stop in it. */
function splitTarget(text: string, to: string | undefined): { name: string; reference: string | undefined } {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const point = colon < 0 ? undefined : text.slice(colon + 1);
  const isBroken = name === '' || point === '' || point?.includes(':') === true;
  if (isBroken || (point !== undefined && to !== undefined)) {
    const rule = isBroken ? 'write module:change or module:@tag' : 'give the point once, here or with --to';
    throw new EngineError('INVALID_NAME', { name: text, type: 'target', rule });
  }
  return { name, reference: point ?? to };
}
