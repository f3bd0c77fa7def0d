import { isEngineError } from '../errors/index.js';
import type { Plan, Reference } from '../model/index.js';
import { resolveInPlan } from '../resolve/index.js';
import type { PlannedModules } from './planned-modules.js';

/** Tells whether two references mean the same: `a`, `self:a` and `@tag-of-a` do. */
export class ReferenceKeys {
  readonly #module: string;
  readonly #others: PlannedModules;
  readonly #plan: Plan;

  constructor(module: string, plan: Plan, others: PlannedModules) {
    this.#module = module;
    this.#others = others;
    this.#plan = plan;
  }

  /** `module:change`, or the text where it leads nowhere. */
  keyOf(reference: Reference): string {
    const module = reference.module ?? this.#module;
    const plan = module === this.#module ? this.#plan : this.#others.get(module)?.plan;
    if (plan === undefined) return reference.text;
    try {
      return `${module}:${resolveInPlan(reference, plan).change}`;
    } catch (error) {
      if (!isEngineError(error)) throw error;
      return `${module}:${reference.change ?? reference.text}`;
    }
  }

  /** `present`, and behind it those of `more` that mean something else, each once. */
  merge(present: readonly Reference[], more: readonly Reference[]): readonly Reference[] {
    const known = new Set(present.map((reference) => this.keyOf(reference)));
    const added = more.filter((reference) => {
      const key = this.keyOf(reference);
      const isNew = !known.has(key);
      known.add(key);
      return isNew;
    });
    return [...present, ...added];
  }

  /** Whether the others mean all that these mean. */
  areAmong(references: readonly Reference[], others: readonly Reference[]): boolean {
    return this.merge(others, references).length === others.length;
  }

  /** The changes of one's own module among what is required. */
  ownChanges(references: readonly Reference[]): readonly string[] {
    const prefix = `${this.#module}:`;
    return references
      .map((reference) => this.keyOf(reference))
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }
}
