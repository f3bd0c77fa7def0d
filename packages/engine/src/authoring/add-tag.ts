import { EngineError, inContext, isEngineError } from '../errors/index.js';
import { editPlan } from '../formats/edit.js';
import type { Attribution } from './attribution.js';
import { Draft, type Authored, type Files } from './files.js';
import { readSource, type ModulePlace } from './source.js';

export interface AddTagOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  /** With or without its `@`. */
  readonly tag: string;
  /** Default: the last change of the plan. */
  readonly change?: string | undefined;
  readonly note?: string | undefined;
  readonly attribution: Attribution;
}

/**
 * A tag on a change.
 *
 * @throws {EngineError} `EMPTY_PLAN`, `INVALID_NAME`, `PLAN_RESERVED_NAME`, `TAG_EXISTS`, `CHANGE_NOT_FOUND`, and those
 * of the module's files.
 */
export function addTag({ files, module, tag, change, note, attribution }: AddTagOptions): Authored {
  const { name, plan } = readSource(files, module);
  if (plan.value.changes.length === 0) {
    const hint = 'add a change first: pgpm add <change>';
    throw new EngineError('EMPTY_PLAN', { plan: plan.path }, { module: name, place: { file: plan.path }, hint });
  }
  const line = { name: tag.startsWith('@') ? tag.slice(1) : tag, ...attribution, note };
  const draft = new Draft(files);
  try {
    draft.write(plan.path, editPlan(plan.text, plan.path).appendTag(line, change).text);
  } catch (error) {
    if (!isEngineError(error)) throw error;
    throw inContext(error, { module: name, place: error.place ?? { file: plan.path } });
  }
  return { edits: draft.edits(), warnings: [] };
}
