import type { RunEvent } from '../run/events.js';
import { renderProblem } from './render-error.js';
import { inset } from './visible.js';

/** What a line about a change begins with. */
export const marks = { deploy: '+', verify: '✓', revert: '-' } as const;

/** One line of progress for a person; undefined for events that only machines need. */
export function renderEvent(event: RunEvent): string | undefined {
  switch (event.kind) {
    case 'lock:wait':
      return event.holder === undefined
        ? 'waiting for another run to end'
        : `waiting for pid ${event.holder.pid} (${event.holder.application}), connected since ${event.holder.since}`;
    case 'lock:retry':
      return `${event.module}:${event.change} waits for a lock: rolled back, again in ${milliseconds(event.pauseMs)} (${event.attempt} of ${event.retries})`;
    case 'preflight:issue':
      return event.problem.severity === 'warning' ? renderProblem(event.problem) : undefined;
    case 'extension:installed':
      return `${marks.deploy} extension ${event.extension}`;
    case 'change:done':
      return `${marks[event.operation]} ${event.module}:${event.change} ${milliseconds(event.ms)}`;
    case 'notice':
      return event.notice.severity === 'WARNING'
        ? inset(`  ${event.module}:${event.change} warns: ${event.notice.message}`)
        : undefined;
    case 'waiting':
      return `… ${event.module}:${event.change} or a later change is running for ${event.seconds} s`;
    default:
      return undefined;
  }
}

/** `0.3 ms`, `12 ms`, `1.2 s`. */
function milliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
