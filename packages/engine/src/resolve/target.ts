import { EngineError, inContext, isEngineError } from '../errors/index.js';
import type { Module, Reference } from '../model/index.js';
import { moduleOfReference, resolveInPlan } from './references.js';

/** A module to work on, and where in its plan to stop. */
export interface Target {
  readonly module: Module;
  /** Place in the plan, from 0; absent for the whole plan. */
  readonly place: number | undefined;
  /** What the user wrote; absent for the whole plan. */
  readonly text: string | undefined;
}

/**
 * Resolves `reference` in the plan of `module`.
 *
 * @throws {EngineError} `CHANGE_NOT_FOUND` or `TAG_NOT_FOUND`; `INVALID_NAME` when the reference names another module.
 */
export function resolveTarget(module: Module, reference: Reference): Target {
  if (moduleOfReference(reference, module) !== module.name) {
    const rule = `it leads into ${reference.module ?? ''}, but the module of this run is ${module.name}`;
    throw new EngineError('INVALID_NAME', { name: reference.text, type: 'target', rule }, { module: module.name });
  }
  try {
    return { module, place: resolveInPlan(reference, module.plan).place, text: reference.text };
  } catch (error) {
    if (!isEngineError(error)) throw error;
    throw inContext(error, { module: module.name, place: { file: module.plan.file } });
  }
}
