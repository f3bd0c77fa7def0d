import { EngineError, inContext, isEngineError, similarNames } from '../errors/index.js';
import type { PlannedModule, Reference } from '../model/index.js';
import { requiredNames } from './modules.js';
import {
  changeAt,
  indexPlan,
  moduleOfReference,
  resolveInPlan,
  type PlanIndex,
  type ResolvedReference,
} from './references.js';

/** In a header, each reference has a line of its own. */
type WrittenReference = Reference & { readonly line?: number | undefined };

/** The references of one change, from its plan line or from its script's header. */
export interface WrittenRequirements {
  readonly change: string;
  /** The plan, or the deploy script whose header holds them. */
  readonly file: string;
  /** That of references which have none of their own. */
  readonly line: number;
  readonly requires: readonly WrittenReference[];
  readonly conflicts: readonly WrittenReference[];
}

/** Indexes each plan once. */
export class PlanIndexes {
  readonly #indexes = new Map<PlannedModule, PlanIndex>();

  get(module: PlannedModule): PlanIndex {
    let index = this.#indexes.get(module);
    if (index === undefined) this.#indexes.set(module, (index = indexPlan(module.plan)));
    return index;
  }
}

/** Takes what is wrong with a reference. */
export type Report = (problem: EngineError) => void;

/** Where a reference leads, whether it is planned or not. */
export type NamedChange = Pick<ResolvedReference, 'module' | 'change'>;

/** Finds out what the references of one module's changes mean. */
export class ReferenceResolver {
  readonly #module: PlannedModule;
  readonly #modules: Pick<ReadonlyMap<string, PlannedModule>, 'get'>;
  readonly #indexes: PlanIndexes;
  readonly #declared: ReadonlySet<string>;
  readonly #own: PlanIndex;

  constructor(module: PlannedModule, modules: Pick<ReadonlyMap<string, PlannedModule>, 'get'>, indexes: PlanIndexes) {
    this.#module = module;
    this.#modules = modules;
    this.#indexes = indexes;
    this.#declared = new Set(requiredNames(module));
    this.#own = indexes.get(module);
  }

  /** The change that is required; it has to be planned earlier. Undefined for a reference that leads nowhere. */
  required(by: WrittenRequirements, reference: WrittenReference, report: Report): ResolvedReference | undefined {
    const found = this.#resolve(by, reference, report);
    const place = found?.module === this.#module.name ? this.#own.changes.get(by.change) : undefined;
    if (found !== undefined && place !== undefined && found.place >= place) {
      const { plan } = this.#module;
      const lines = changeAt(plan, found.place).line - changeAt(plan, place).line;
      report(plannedLater(found.change, lines, this.#contextOf(by, reference)));
    }
    return found;
  }

  /** The change that must not be deployed. One that the plan has no more may still be. */
  conflicting(by: WrittenRequirements, reference: WrittenReference, report: Report): NamedChange | undefined {
    const gone = this.#goneFromPlan(reference);
    if (gone === undefined) return this.#resolve(by, reference, report);
    const { name, plan } = this.#module;
    const fields = { change: gone, plan: plan.file, similar: similarNames(gone, this.#own.changes.keys()) };
    const hint = 'a database that still has it refuses the change; correct the name when another one is meant';
    const context = { ...this.#contextOf(by, reference), severity: 'warning', hint } as const;
    report(new EngineError('CHANGE_NOT_FOUND', fields, context));
    return { module: name, change: gone };
  }

  #resolve(by: WrittenRequirements, reference: WrittenReference, report: Report): ResolvedReference | undefined {
    const module = this.#module;
    const name = moduleOfReference(reference, module);
    const target = name === module.name ? module : this.#modules.get(name);
    if (target === undefined || (target !== module && !this.#declared.has(name))) {
      report(undeclared(module, name, reference, this.#contextOf(by, reference)));
      return undefined;
    }
    if (reference.symbol === 'HEAD') {
      const reason = 'it moves with every new change; name a change or a tag';
      const fields = { reference: reference.text, reason };
      report(new EngineError('UNSUPPORTED_REFERENCE', fields, this.#contextOf(by, reference)));
      return undefined;
    }
    const before = target === module ? this.#own.changes.get(by.change) : undefined;
    try {
      return resolveInPlan(reference, this.#indexes.get(target), before);
    } catch (error) {
      if (!isEngineError(error)) throw error;
      report(inContext(error, this.#contextOf(by, reference)));
      return undefined;
    }
  }

  /** The change of the module that a reference names, when its plan has none of that name: it may have had one. */
  #goneFromPlan({ module = this.#module.name, change, tag, offset }: Reference): string | undefined {
    if (change === undefined || this.#own.changes.has(change)) return undefined;
    return module === this.#module.name && tag === undefined && offset === undefined ? change : undefined;
  }

  #contextOf({ change, file, line }: WrittenRequirements, reference: WrittenReference): FindingContext {
    const { line: own = line, column } = reference;
    return { module: this.#module.name, change, place: { file, line: own, column } };
  }
}

interface FindingContext {
  readonly module: string;
  readonly change: string;
  readonly place: { readonly file: string; readonly line: number; readonly column: number | undefined };
}

function undeclared(module: PlannedModule, name: string, reference: Reference, context: FindingContext): EngineError {
  const control = module.control;
  return new EngineError(
    'UNDECLARED_MODULE_DEPENDENCY',
    { module: module.name, dependency: name, reference: reference.text },
    {
      ...context,
      hint:
        control === undefined
          ? `add a control file that requires '${name}'`
          : `in ${control.file} write: requires = '${[...control.requires, name].join(',')}'`,
    },
  );
}

function plannedLater(requires: string, lines: number, context: FindingContext): EngineError {
  const { change } = context;
  const hint = `move "${requires}" up by ${lines} line${lines === 1 ? '' : 's'}, before "${change}"`;
  return new EngineError('DEPENDENCY_ORDER', { change, requires, lines }, { ...context, hint });
}
