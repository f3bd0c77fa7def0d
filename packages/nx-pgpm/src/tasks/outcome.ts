/** How a task ended. It began and ended with the run that it was part of; times are in ms since 1970. */
export interface TaskOutcome {
  readonly id: string;
  readonly status: 'success' | 'failure' | 'skipped';
  /** What Nx shall show for the task; empty when it was shown already. */
  readonly terminalOutput: string;
  readonly startTime: number;
  readonly endTime: number;
}
