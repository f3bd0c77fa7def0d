import type { Readable, Writable } from 'node:stream';
import { CliError } from '../cli/failures.js';
import type { Prompts } from '../cli/invocation.js';

export interface PromptStreams {
  readonly input: Readable;
  /** Not stdout, which belongs to results. */
  readonly output: Writable;
  readonly isInteractive: boolean;
  readonly signal: AbortSignal;
  /** Does what Ctrl-C does elsewhere. */
  readonly interrupt: () => void;
}

/**
 * Questions at a terminal. The library is loaded with the first one. In a question Ctrl-C arrives as a key, and not as the
 * signal that it is anywhere else.
 */
export function createPrompts({ input, output, isInteractive, signal, interrupt }: PromptStreams): Prompts {
  const streams = { input, output, signal };
  const leave = (): never => {
    interrupt();
    throw new CliError('CANCELLED', {});
  };
  return {
    isInteractive,
    show: async (line) => {
      const { visible } = await import('@pgpm/engine/report');
      output.write(`${visible(line)}\n`);
    },
    confirm: async (message) => {
      if (!isInteractive) return false;
      const { confirm, isCancel } = await import('@clack/prompts');
      const { visible } = await import('@pgpm/engine/report');
      const answer = await confirm({ message: visible(message), initialValue: false, ...streams });
      return isCancel(answer) ? leave() : answer;
    },
    text: async (message, initial) => {
      if (!isInteractive) return undefined;
      const { isCancel, text } = await import('@clack/prompts');
      const preset = initial === undefined ? {} : { placeholder: initial, defaultValue: initial };
      const answer = await text({ message, ...preset, ...streams });
      if (isCancel(answer)) return leave();
      return answer === '' ? undefined : answer;
    },
  };
}
