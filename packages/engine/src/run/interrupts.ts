/** Ctrl-C, a polite kill, a closed terminal. */
const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Interrupt = (typeof interrupts)[number];

/** As much of a process as is needed to hear its signals. */
export interface SignalSource {
  on(signal: Interrupt, listener: () => void): unknown;
  off(signal: Interrupt, listener: () => void): unknown;
}

export interface InterruptListener {
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  /** Does what Ctrl-C does, for a terminal that reads it as a key. */
  readonly interrupt: () => void;
  /** Stops listening. After an interrupt it then calls `raise`, which ends the process as that signal would have done. */
  readonly release: () => void;
}

/**
 * Turns interrupts into an abort, so that a run can cancel its statement, roll back and give back its lock. Further
 * interrupts are ignored meanwhile: task runners send their own on top of that of the terminal.
 *
 * @param raise - ends the process with exit code 130 for SIGINT, 143 for SIGTERM, as sending itself the signal does.
 */
export function listenForInterrupts(source: SignalSource, raise: (signal: Interrupt) => void): InterruptListener {
  const controller = new AbortController();
  let received: Interrupt | undefined;
  const receive = (interrupt: Interrupt): void => {
    received ??= interrupt;
    controller.abort();
  };
  const listeners = interrupts.map((interrupt) => {
    const listener = (): void => receive(interrupt);
    source.on(interrupt, listener);
    return { interrupt, listener };
  });
  return {
    signal: controller.signal,
    interrupt: () => receive('SIGINT'),
    release: () => {
      for (const { interrupt, listener } of listeners) source.off(interrupt, listener);
      if (received !== undefined) raise(received);
    },
  };
}
