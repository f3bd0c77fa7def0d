import { EngineError } from '../../src/errors/index.js';

/** The engine error that `run` throws. */
export function thrown(run: () => unknown): EngineError {
  try {
    run();
  } catch (error: unknown) {
    if (!(error instanceof EngineError)) throw error;
    const known: EngineError = error;
    return known;
  }
  throw new Error('expected an EngineError, got none');
}
