import { isCodedError } from '@pgpm/engine';
import { renderError } from '@pgpm/engine/report';

/** Something that a generator refuses. Nx prints the message and nothing else. */
export class GeneratorError extends Error {
  override readonly name = 'GeneratorError';

  /** @param hint - what to do instead. */
  constructor(
    readonly code: string,
    reason: string,
    hint: string,
  ) {
    super(`error ${code}: ${reason}\n  hint: ${hint}`);
  }
}

/** Runs work of the engine. What it refuses is told in full, all findings with place and remedy. */
export async function withReadableErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof GeneratorError || !isCodedError(cause)) throw cause;
    throw new Error(renderError(cause), { cause });
  }
}
