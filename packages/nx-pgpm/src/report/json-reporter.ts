import { errorList } from './expected-error.js';
import type { Output } from './output.js';
import type { ExpectedError, Reporter, RunReport, RunSubject } from './reporter.js';

/** Raised with every change of the shape that an existing reader could not read. */
const version = 1;

/**
 * For a machine: JSON Lines on stdout, one line for each run of the engine, and nothing else. `nx run` makes one line,
 * and so does `run-many` as long as all goes well; docs/executors/output.md describes the shape.
 */
export class JsonReporter implements Reporter {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  connected(): void {
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

  failed(subject: RunSubject, error: ExpectedError): void {
    this.#print(subject, { success: false, summary: error.message, errors: errorList(error) });
  }

  skipped(subject: RunSubject, because: string): void {
    this.#print(subject, { success: false, summary: `skipped: ${because} failed`, errors: [] });
  }

  #print({ operation, modules, database }: RunSubject, outcome: object): void {
    const place = database && { source: database.source, place: database.describe, psql: database.psql };
    const line = JSON.stringify({ version, operation, modules, database: place, ...outcome });
    this.#output.line('stdout', line, modules.length === 1 ? modules[0] : undefined);
  }
}
