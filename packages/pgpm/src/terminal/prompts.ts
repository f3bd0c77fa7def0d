import type { Readable, Writable } from 'node:stream';
import type { Prompts } from '../cli/invocation.js';

export interface PromptStreams {
  readonly input: Readable;
  /** Not stdout, which belongs to results. */
  readonly output: Writable;
  readonly isInteractive: boolean;
  readonly signal: AbortSignal;
}

/** Questions at a terminal. The library is loaded with the first one. */
export function createPrompts({ input, output, isInteractive, signal }: PromptStreams): Prompts {
  const streams = { input, output, signal };
  return {
    isInteractive,
    confirm: async (message) => {
      if (!isInteractive) return false;
      const { confirm, isCancel } = await import('@clack/prompts');
      const answer = await confirm({ message, initialValue: false, ...streams });
      return !isCancel(answer) && answer;
    },
    text: async (message, initial) => {
      if (!isInteractive) return undefined;
      const { isCancel, text } = await import('@clack/prompts');
      const preset = initial === undefined ? {} : { placeholder: initial, defaultValue: initial };
      const answer = await text({ message, ...preset, ...streams });
      return isCancel(answer) || answer === '' ? undefined : answer;
    },
  };
}
