import type { CodedError } from '@pgpm/engine';
import type * as Report from '@pgpm/engine/report';
import type { Outcome } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import type { Reporter, Streams, Subject } from './reporter.js';

/** Commands that succeed whatever they find; their exit code tells. */
const findsOut: ReadonlySet<string> = new Set(['analyze', 'check']);

/** For a machine: one line of JSON on stdout and nothing else; docs/cli/json.md describes it. */
export class JsonReporter implements Reporter {
  readonly #streams: Streams;
  readonly #report: typeof Report;

  constructor(streams: Streams, report: typeof Report) {
    this.#streams = streams;
    this.#report = report;
  }

  reserveStdout(): void {
    // There is nothing but the line at the end.
  }

  connected(): void {
    // The line at the end says where it went.
  }

  event(): void {
    // The result lists what happened.
  }

  note(): void {
    // A machine is patient.
  }

  done(subject: Subject, { summary, result, exitCode = exitCodes.ok }: Outcome): void {
    const success = exitCode === exitCodes.ok || findsOut.has(subject.operation);
    this.#print(this.#report.jsonReport(subject, { success, summary, result }));
  }

  failed(subject: Subject, error: CodedError): void {
    this.#print(this.#report.jsonReport(subject, { success: false, summary: error.message, error }));
  }

  #print(report: object): void {
    this.#streams.out(`${JSON.stringify(report)}\n`);
  }
}
