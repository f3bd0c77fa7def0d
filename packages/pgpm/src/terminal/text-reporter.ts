import type { CodedError, RunEvent } from '@pgpm/engine';
import type * as Report from '@pgpm/engine/report';
import type { Database } from '@pgpm/postgres';
import type { Outcome } from '../cli/command.js';
import type { Reporter, Streams, Subject } from './reporter.js';
import type { Style } from './style.js';

/** For a person: where it goes, a line per change, a summary. Errors go to stderr, once. */
export class TextReporter implements Reporter {
  readonly #streams: Streams;
  readonly #style: Style;
  readonly #report: typeof Report;
  #say: Streams['out'];

  constructor(streams: Streams, style: Style, report: typeof Report) {
    this.#streams = streams;
    this.#say = streams.out;
    this.#style = style;
    this.#report = report;
  }

  reserveStdout(): void {
    this.#say = this.#streams.err;
  }

  connected({ describe }: Database): void {
    this.note(`database: ${describe}`);
  }

  event(event: RunEvent): void {
    const line = this.#report.renderEvent(event);
    if (line === undefined) return;
    if (event.kind === 'preflight:issue') this.#streams.err(`${this.#style.warning(this.#report.visible(line))}\n`);
    else this.#say(`${this.#report.visible(line)}\n`);
  }

  note(line: string): void {
    this.#say(`${this.#style.faint(this.#report.visible(line))}\n`);
  }

  done({ operation, database }: Subject, { text = '', summary, raw }: Outcome): void {
    if (raw !== undefined) {
      this.#streams.out(raw);
      return;
    }
    if (text !== '') this.#say(`${this.#report.visible(text)}\n`);
    this.#say(`${this.#report.visible(summary)}\n`);
    if (operation === 'deploy' && database !== undefined) this.note(`look at it with: ${database.psql}`);
  }

  failed(_subject: Subject, error: CodedError): void {
    const [first = '', ...rest] = this.#report.visible(this.#report.renderError(error)).split('\n');
    this.#streams.err(`${[this.#style.error(first), ...rest].join('\n')}\n`);
  }
}
