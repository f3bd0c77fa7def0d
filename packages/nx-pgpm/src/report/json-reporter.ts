import { type CodedError } from '@pgpm/engine';
import { jsonReport, type ReportOutcome } from '@pgpm/engine/report';
import type { Output } from './output.js';
import type { Reporter, RunReport, RunSubject } from './reporter.js';

/**
 * For a machine: JSON Lines on stdout, one line for each run of the engine, and nothing else. `nx run` makes one line,
 * and so does `run-many` as long as all goes well; docs/executors/output.md describes the shape.
 */
export class JsonReporter implements Reporter {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  located(): void {
    // The line of the run says where it went.
  }

  event(): void {
    // The result lists what happened.
  }

  waiting(): void {
    // A machine is patient.
  }

  done(subject: RunSubject, { result, summary }: RunReport): void {
    this.#print(subject, { success: true, summary, result });
  }

  failed(subject: RunSubject, error: CodedError, report?: RunReport): void {
    this.#print(subject, { success: false, summary: error.message, error, result: report?.result });
  }

  skipped(subject: RunSubject, because: string): void {
    this.#print(subject, { success: false, summary: `skipped: ${because} failed` });
  }

  #print(subject: RunSubject, outcome: ReportOutcome): void {
    const { modules } = subject;
    const line = JSON.stringify(jsonReport(subject, outcome));
    this.#output.line('stdout', line, modules.length === 1 ? modules[0] : undefined);
  }
}
