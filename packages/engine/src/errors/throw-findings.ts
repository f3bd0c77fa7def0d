import { EngineError } from './engine-error.js';

/**
 * For callers that want an exception: throws when the check of a module has found an error.
 *
 * @throws {EngineError} `OPERATION_FAILED` with all errors.
 */
export function throwFindings({
  module,
  problems,
}: {
  readonly module: string;
  readonly problems: readonly EngineError[];
}): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const target = new Set(errors.map(({ change }) => (change === undefined ? module : `${module}:${change}`)));
  throw new EngineError('OPERATION_FAILED', { operation: 'Check', target: [...target], problems: errors });
}
