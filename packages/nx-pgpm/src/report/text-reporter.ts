import { type CodedError, type RunEvent } from '@pgpm/engine';
import { renderError, renderEvent, visible } from '@pgpm/engine/report';
import type { Output, Stream } from './output.js';
import type { Reporter, RunReport, RunSubject } from './reporter.js';

/** For a person: where it goes, a line per change, a summary, how to look at it. Errors go to stderr, once. */
export class TextReporter implements Reporter {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  located({ modules, database }: RunSubject): void {
    if (database === undefined) return;
    const module = modules.length === 1 ? modules[0] : undefined;
    this.#line('stdout', `database: ${database.fingerprint ?? database.describe}`, module);
  }

  event(event: RunEvent): void {
    const line = renderEvent(event);
    if (line !== undefined) this.#line('stdout', line, moduleOf(event));
  }

  waiting(text: string): void {
    this.#line('stdout', text);
  }

  done({ operation, modules, database }: RunSubject, { summary, text }: RunReport): void {
    const module = modules.length === 1 ? modules[0] : undefined;
    if (text !== undefined && text !== '') this.#line('stdout', text, module);
    this.#line('stdout', summary, module);
    if (operation === 'deploy' && database?.psql !== undefined) {
      this.#line('stdout', `look at it with: ${database.psql}`, module);
    }
  }

  failed({ modules }: RunSubject, error: CodedError, report?: RunReport): void {
    const module = modules.length === 1 ? modules[0] : undefined;
    if (report?.text !== undefined) this.#line('stdout', report.text, module);
    this.#line('stderr', renderError(error), module);
  }

  skipped({ modules }: RunSubject, because: string): void {
    for (const module of modules) this.#line('stderr', `skipped ${module}: ${because} failed`, module);
  }

  #line(stream: Stream, text: string, module?: string): void {
    this.#output.line(stream, visible(text), module);
  }
}

function moduleOf(event: RunEvent): string | undefined {
  if ('module' in event) return event.module;
  return 'problem' in event ? event.problem.module : undefined;
}
