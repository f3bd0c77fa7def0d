import type * as Engine from '@pgpm/engine';
import type { CodedError, RunEvent } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import type { Outcome } from '../cli/command.js';
import type { Reporter, Streams, Subject } from './reporter.js';
import type { Style } from './style.js';

/** For a person: where it goes, a line per change, a summary. Errors go to stderr, once. */
export class TextReporter implements Reporter {
  readonly #streams: Streams;
  readonly #style: Style;
  readonly #engine: typeof Engine;
  #say: Streams['out'];

  constructor(streams: Streams, style: Style, engine: typeof Engine) {
    this.#streams = streams;
    this.#say = streams.out;
    this.#style = style;
    this.#engine = engine;
  }

  reserveStdout(): void {
    this.#say = this.#streams.err;
  }

  connected({ describe }: Database): void {
    this.note(`database: ${describe}`);
  }

  event(event: RunEvent): void {
    const line = this.#engine.renderEvent(event);
    if (line === undefined) return;
    if (event.kind === 'preflight:issue') this.#streams.err(`${this.#style.warning(this.#engine.visible(line))}\n`);
    else this.#say(`${this.#engine.visible(line)}\n`);
  }

  note(line: string): void {
    this.#say(`${this.#style.faint(this.#engine.visible(line))}\n`);
  }

  done({ operation, database }: Subject, { text = '', summary, raw }: Outcome): void {
    if (raw !== undefined) {
      this.#streams.out(raw);
      return;
    }
    if (text !== '') this.#say(`${this.#engine.visible(text)}\n`);
    this.#say(`${this.#engine.visible(summary)}\n`);
    if (operation === 'deploy' && database !== undefined) this.note(`look at it with: ${database.psql}`);
  }

  failed(_subject: Subject, error: CodedError): void {
    const [first = '', ...rest] = this.#engine.visible(this.#engine.renderError(error)).split('\n');
    this.#streams.err(`${[this.#style.error(first), ...rest].join('\n')}\n`);
  }
}
