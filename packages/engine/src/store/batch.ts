import { randomBytes } from 'node:crypto';
import type { Connection, DatabaseError, Submittable } from 'pg';

/** A `NOTICE` or `WARNING` of the server. */
export interface Notice {
  readonly severity: string;
  readonly message: string;
}

/** How many notices of one severity are kept of a script: it may raise them row by row. */
const maximumNotices = 1000;

/** One script in a message of many. */
export interface BatchPart {
  /** Statements of ours that go before the script. */
  readonly prologue: string;
  /** Statements of ours that the script asks for: when one of them fails, the part does. */
  readonly setup?: readonly string[] | undefined;
  readonly sql: string;
  /** Statements of ours that go after the script. */
  readonly epilogue?: string | undefined;
}

/** The last result that a script returned, as text. */
export interface LastResult {
  /** Type of each column, as an OID. */
  readonly types: readonly number[];
  readonly rowCount: number;
  readonly row: readonly (string | null)[] | undefined;
}

export interface PartOutcome {
  /** Milliseconds on the server's clock. */
  readonly ms: number;
  readonly notices: readonly Notice[];
  readonly last: LastResult | undefined;
}

export interface BatchFailure {
  /**
   * Index of the part; the number of parts when what follows them failed. When parts before it are missing from the
   * outcomes the message could not be parsed, and nothing of it ran.
   */
  readonly part: number;
  /** Index of the failing statement within the script, as the server counts them; negative in front of it. */
  readonly statement: number;
  /** UTF-16 offset in the part's script that the server points to; undefined when it points nowhere in it. */
  readonly offset: number | undefined;
  readonly error: DatabaseError | Error;
}

export interface BatchResult {
  /** Outcomes of the parts that ended, in order. */
  readonly done: readonly PartOutcome[];
  readonly failure: BatchFailure | undefined;
}

interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/**
 * Many scripts in one simple-query message.
 *
 * Before each part, and after the last, stands a marker: a `select` whose column has an unguessable name. The server
 * answers in order, so the last marker seen tells which part a result, a notice or an error belongs to; the commands
 * completed since then tell which statement. Markers also carry the server's clock.
 */
export class Batch implements Submittable {
  readonly result: Promise<BatchResult>;
  readonly #marker = `pgpm_${randomBytes(8).toString('hex')}`;
  readonly #parts: readonly BatchPart[];
  readonly #starts: number[] = [];
  readonly #text: string;
  readonly #clock: number[] = [];
  readonly #notices: NoticeList[] = [];
  readonly #last: (LastResult | undefined)[] = [];
  #resolve: (result: BatchResult) => void = () => undefined;
  #inMarker = false;
  #statement = 0;
  #failure: BatchFailure | undefined;

  constructor(parts: readonly BatchPart[], epilogue: string) {
    this.#parts = parts;
    this.#text = this.#compose(epilogue);
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  #compose(epilogue: string): string {
    const pieces: string[] = [];
    let length = 0;
    const push = (piece: string): void => {
      pieces.push(piece);
      length += piece.length;
    };
    const mark = `select pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) as ${this.#marker};\n`;
    for (const part of this.#parts) {
      push(part.prologue + mark + (part.setup ?? []).join(''));
      this.#starts.push(length);
      // A script may end in a comment or without its semicolon.
      push(`${part.sql}\n;\n`);
      if (part.epilogue !== undefined) push(part.epilogue);
    }
    push(mark + epilogue);
    return pieces.join('');
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  notice(notice: Notice): void {
    this.#notices[this.#part]?.add(notice);
  }

  /** The part whose marker came last; -1 before the first. */
  get #part(): number {
    return this.#clock.length - 1;
  }

  handleRowDescription(message: RowDescription): void {
    this.#inMarker = message.fields[0]?.name === this.#marker;
    if (this.#inMarker || this.#part < 0) return;
    this.#last[this.#part] = { types: message.fields.map((f) => f.dataTypeID), rowCount: 0, row: undefined };
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    if (this.#inMarker) {
      this.#clock.push(Number(message.fields[0]));
      this.#notices.push(new NoticeList());
      this.#last.push(undefined);
      return;
    }
    const last = this.#last[this.#part];
    if (last !== undefined) this.#last[this.#part] = { ...last, rowCount: last.rowCount + 1, row: message.fields };
  }

  handleCommandComplete(): void {
    this.#statement = this.#inMarker ? 0 : this.#statement + 1;
    this.#inMarker = false;
  }

  handleEmptyQuery(): void {
    // A message is never empty: it ends with a marker.
  }

  handlePortalSuspended(): void {
    // Only the extended protocol suspends portals.
  }

  handleCopyInResponse(connection: { sendCopyFail?: (message: string) => void }): void {
    connection.sendCopyFail?.('a script cannot read from standard input');
  }

  handleCopyData(): void {
    // What COPY … TO STDOUT sends has no reader here.
  }

  handleError(error: DatabaseError | Error): void {
    const position = 'position' in error ? Number(error.position) : 0;
    const at = position > 0 ? utf16Offset(this.#text, position - 1) : undefined;
    // The server parses the whole message first: an error before the first marker is wherever the position says.
    const part = this.#part < 0 && at !== undefined ? this.#partAt(at) : Math.max(this.#part, 0);
    const offset = at === undefined ? undefined : this.#offsetIn(part, at);
    const statement = this.#statement - (this.#parts[part]?.setup?.length ?? 0);
    this.#failure ??= { part, statement, offset, error };
    // The driver is done with a query that failed: no ReadyForQuery reaches it.
    this.#settle();
  }

  handleReadyForQuery(): void {
    this.#settle();
  }

  #settle(): void {
    const ended = this.#failure === undefined ? this.#parts.length : Math.min(this.#part, this.#parts.length);
    const done = Array.from({ length: Math.max(ended, 0) }, (_, part) => ({
      ms: Math.max(0, ((this.#clock[part + 1] ?? 0) - (this.#clock[part] ?? 0)) * 1000),
      notices: this.#notices[part]?.all() ?? [],
      last: this.#last[part],
    }));
    this.#resolve({ done, failure: this.#failure });
  }

  #partAt(at: number): number {
    const next = this.#starts.findIndex((start) => start > at);
    return Math.max((next < 0 ? this.#starts.length : next) - 1, 0);
  }

  /** An offset of the message as one of the script; undefined when it lies outside of it. */
  #offsetIn(part: number, at: number): number | undefined {
    const offset = at - (this.#starts[part] ?? Infinity);
    return offset >= 0 && offset <= (this.#parts[part]?.sql.length ?? 0) ? offset : undefined;
  }
}

/** Notices in the order in which they came, not too many of them. */
class NoticeList {
  readonly #kept: Notice[] = [];
  readonly #counts = new Map<string, number>();

  add(notice: Notice): void {
    const count = (this.#counts.get(notice.severity) ?? 0) + 1;
    this.#counts.set(notice.severity, count);
    if (count <= maximumNotices) this.#kept.push(notice);
  }

  /** The last of a severity of which some are left out says how many. */
  all(): readonly Notice[] {
    const more = [...this.#counts].filter(([, count]) => count > maximumNotices);
    return [
      ...this.#kept,
      ...more.map(([severity, count]) => ({ severity, message: `and ${count - maximumNotices} more, not shown` })),
    ];
  }
}

/** The server counts code points, JavaScript counts UTF-16 units. */
function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let seen = 0; seen < codePoints && offset < text.length; seen++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
