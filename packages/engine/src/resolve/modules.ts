import { EngineError } from '../errors/index.js';
import type { Module, PlannedModule } from '../model/index.js';

/** An extension of the server that modules need, or a module to deploy from its plan. */
export type ClosureEntry =
  { readonly kind: 'extension'; readonly name: string } | { readonly kind: 'module'; readonly module: Module };

/** What a set of modules needs, in deploy order: requirements stand before what requires them, each once. */
export interface Closure {
  readonly entries: readonly ClosureEntry[];
  readonly modules: readonly Module[];
  /** Extension name to the modules whose control files name it, in order of discovery. */
  readonly extensions: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly EngineError[];
}

/**
 * The names a module requires: those of its control file. A bare module has no control file; its plan speaks for it.
 */
export function requiredNames(module: PlannedModule): readonly string[] {
  if (module.control !== undefined) return module.control.requires;
  const names = new Set<string>();
  for (const change of module.plan.changes) {
    for (const reference of change.requires) {
      if (reference.module !== undefined && reference.module !== module.name) names.add(reference.module);
    }
  }
  return [...names];
}

/** `names` and all that they lead to through what modules require. A name that `modules` lacks leads nowhere. */
export function reachableFrom(
  names: Iterable<string>,
  modules: Pick<ReadonlyMap<string, PlannedModule>, 'get'>,
): ReadonlySet<string> {
  const reached = new Set(names);
  for (const name of reached) {
    const module = modules.get(name);
    if (module !== undefined) for (const required of requiredNames(module)) reached.add(required);
  }
  return reached;
}

/**
 * Orders `roots` and all they require: depth first, requirements in the order of the control files.
 * A name that is no module is an extension. Each cycle between modules is one `CIRCULAR_DEPENDENCY`.
 */
export function sortModules(modules: ReadonlyMap<string, Module>, roots: readonly Module[]): Closure {
  const entries: ClosureEntry[] = [];
  const sorted: Module[] = [];
  const extensions = new Map<string, string[]>();
  const problems: EngineError[] = [];
  const done = new Set<string>();
  const path: Module[] = [];

  const visitRequirement = (name: string, by: Module): void => {
    const module = modules.get(name);
    if (module !== undefined) {
      visit(module);
      return;
    }
    const requiredBy = extensions.get(name);
    if (requiredBy !== undefined) {
      requiredBy.push(by.name);
      return;
    }
    extensions.set(name, [by.name]);
    entries.push({ kind: 'extension', name });
  };

  const visit = (module: Module): void => {
    if (done.has(module.name)) return;
    const start = path.findIndex((other) => other.name === module.name);
    if (start >= 0) {
      problems.push(moduleCycle(path.slice(start)));
      return;
    }
    path.push(module);
    for (const name of requiredNames(module)) visitRequirement(name, module);
    path.pop();
    done.add(module.name);
    sorted.push(module);
    entries.push({ kind: 'module', module });
  };

  for (const root of roots) visit(root);
  return { entries, modules: sorted, extensions, problems };
}

function moduleCycle(cycle: readonly Module[]): EngineError {
  const names = cycle.map((module) => module.name);
  const first = names[0] ?? '';
  const last = cycle.at(-1);
  return new EngineError(
    'CIRCULAR_DEPENDENCY',
    { module: last?.name ?? first, dependency: first, cycle: [...names, first] },
    {
      module: last?.name,
      place: last?.control && { file: last.control.file, line: last.control.requiresLine },
      hint: 'remove one of these requirements from its control file',
    },
  );
}
