/** Ctrl-C, a polite kill, a closed terminal. */
const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Interrupt = (typeof interrupts)[number];

export interface InterruptListener {
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  /**
   * Stops listening. After an interrupt it then ends the process as that signal would have done: exit code 130 for
   * SIGINT, 143 for SIGTERM.
   */
  readonly release: () => void;
}

/**
 * Turns interrupts into an abort, so that a run can cancel its statement, roll back and give back its lock. Further
 * interrupts are ignored meanwhile: Nx sends its own on top of that of the terminal, and kills what takes too long.
 *
 * @param raise - ends the process. Tests pass their own.
 */
export function listenForInterrupts(
  raise: (signal: Interrupt) => void = (signal) => void process.kill(process.pid, signal),
): InterruptListener {
  const controller = new AbortController();
  let received: Interrupt | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    received ??= interrupts.find((interrupt) => interrupt === signal);
    controller.abort();
  };
  for (const interrupt of interrupts) process.on(interrupt, listener);
  return {
    signal: controller.signal,
    release: () => {
      for (const interrupt of interrupts) process.off(interrupt, listener);
      if (received !== undefined) raise(received);
    },
  };
}
