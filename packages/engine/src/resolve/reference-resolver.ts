import { EngineError, inContext, isEngineError, similarNames } from '../errors/index.js';
import type { Plan, PlannedModule, Reference } from '../model/index.js';
import { reachableFrom, requiredNames } from './modules.js';
import { changeAt, moduleOfReference, resolveInPlan, type ResolvedReference } from './references.js';

/** In a header, each reference has a line of its own; one that a plan takes from there has the file, too. */
type WrittenReference = Reference & { readonly line?: number | undefined; readonly file?: string | undefined };

/** The references of one change, as its plan line or its script's header has them. */
export interface WrittenRequirements {
  /** Of the change. */
  readonly name: string;
  /** The script whose header holds them; absent for the plan. */
  readonly file?: string | undefined;
  /** That of references which have none of their own. */
  readonly line: number;
  readonly requires: readonly WrittenReference[];
  readonly conflicts: readonly WrittenReference[];
}

/** Takes what is wrong with a reference. */
export type Report = (problem: EngineError) => void;

/** Where a reference leads, whether it is planned or not. */
export type NamedChange = Pick<ResolvedReference, 'module' | 'change'>;

/** Finds out what the references of one module's changes mean. */
export class ReferenceResolver {
  readonly #module: PlannedModule;
  readonly #written: readonly WrittenRequirements[];
  readonly #modules: Pick<ReadonlyMap<string, PlannedModule>, 'get'>;
  readonly #declared: ReadonlySet<string>;
  #reachable: ReadonlySet<string> | undefined;

  /** @param written - for each change of the plan, in its order. */
  constructor(
    module: PlannedModule,
    written: readonly WrittenRequirements[],
    modules: Pick<ReadonlyMap<string, PlannedModule>, 'get'>,
  ) {
    this.#module = module;
    this.#written = written;
    this.#modules = modules;
    this.#declared = new Set(requiredNames(module));
  }

  /**
   * The change that is required; it has to be planned earlier. Undefined for a reference that leads nowhere.
   *
   * @param place - in the plan, of the change that requires it.
   */
  required(place: number, reference: WrittenReference, report: Report): ResolvedReference | undefined {
    const found = this.#resolve(place, reference, report);
    if (found !== undefined && found.place >= place && found.module === this.#module.name) {
      const { plan } = this.#module;
      const lines = changeAt(plan, found.place).line - changeAt(plan, place).line;
      report(plannedLater(found.change, lines, this.#contextOf(place, reference)));
    }
    return found;
  }

  /**
   * The change that must not be deployed. One that its plan has no more may still be, and its module need be neither required
   * nor at hand.
   */
  conflicting(place: number, reference: WrittenReference, report: Report): NamedChange | undefined {
    const name = moduleOfReference(reference, this.#module);
    const plan = name === this.#module.name ? this.#module.plan : this.#modules.get(name)?.plan;
    const gone = goneFrom(plan, reference);
    if (gone === undefined) {
      return plan === undefined ? this.#resolve(place, reference, report) : this.#find(plan, place, reference, report);
    }
    if (plan !== undefined) {
      const fields = { change: gone, plan: plan.file, similar: similarNames(gone, plan.places.changes.keys()) };
      const hint = 'a database that still has it refuses the change; correct the name when another one is meant';
      const context = { ...this.#contextOf(place, reference), severity: 'warning', hint } as const;
      report(new EngineError('CHANGE_NOT_FOUND', fields, context));
    }
    return { module: name, change: gone };
  }

  #resolve(place: number, reference: WrittenReference, report: Report): ResolvedReference | undefined {
    const module = this.#module;
    const name = moduleOfReference(reference, module);
    const target = name === module.name ? module : this.#modules.get(name);
    if (target === undefined || (target !== module && !this.#isRequired(name))) {
      report(undeclared(module, name, reference, this.#contextOf(place, reference)));
      return undefined;
    }
    if (reference.symbol === 'HEAD') {
      const reason = 'it moves with every new change; name a change or a tag';
      const fields = { reference: reference.text, reason };
      report(new EngineError('UNSUPPORTED_REFERENCE', fields, this.#contextOf(place, reference)));
      return undefined;
    }
    return this.#find(target.plan, place, reference, report);
  }

  /** By the module itself, or by way of others: all of that is deployed before it. */
  #isRequired(name: string): boolean {
    if (this.#declared.has(name)) return true;
    this.#reachable ??= reachableFrom(this.#declared, this.#modules);
    return this.#reachable.has(name);
  }

  #find(plan: Plan, place: number, reference: WrittenReference, report: Report): ResolvedReference | undefined {
    try {
      return resolveInPlan(reference, plan, plan === this.#module.plan ? place : undefined);
    } catch (error) {
      if (!isEngineError(error)) throw error;
      report(inContext(error, this.#contextOf(place, reference)));
      return undefined;
    }
  }

  #contextOf(place: number, { line: own, column, file: from }: WrittenReference): FindingContext {
    const { name, plan } = this.#module;
    const written: WrittenRequirements = this.#written[place] ?? changeAt(plan, place);
    const { name: change, file = plan.file, line } = written;
    return { module: name, change, place: { file: from ?? file, line: own ?? line, column } };
  }
}

/** The change that a reference names, when the plan has none of that name: it may have had one. */
function goneFrom(plan: Plan | undefined, { change, tag, offset }: Reference): string | undefined {
  if (change === undefined || plan?.places.changes.has(change) === true) return undefined;
  return tag === undefined && offset === undefined ? change : undefined;
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
