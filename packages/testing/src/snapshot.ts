/** Which columns are masked on top of ids, by name, such as `token_hash`. */
export interface SnapshotOptions {
  readonly mask?: readonly string[] | undefined;
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const timestamp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/;
/** `id`, `user_id`, `userId`, `user_ids`. */
const idColumn = /^(?:ids?|.*_ids?|.*[a-z0-9]Ids?)$/;

/**
 * Rows as they can be compared with a snapshot: ids, uuids and dates differ with every run, so they become `[id-1]`,
 * `[uuid-1]` and `[date]`. The same value gets the same number throughout, so that it stays visible what refers to what.
 * Objects and arrays are copied; nothing else is changed.
 */
export function snapshot(value: unknown, options: SnapshotOptions = {}): unknown {
  return new Masks(new Set(options.mask)).apply(value);
}

class Masks {
  readonly #masked: ReadonlySet<string>;
  /** By kind, and by the text of the value. */
  readonly #numbers = new Map<string, Map<string, number>>();

  constructor(masked: ReadonlySet<string>) {
    this.#masked = masked;
  }

  apply(value: unknown, column = ''): unknown {
    if (value === null || value === undefined) return value;
    if (value instanceof Date) return '[date]';
    if (Array.isArray(value)) return value.map((item) => this.apply(item, column));
    if (this.#masked.has(column)) return `[${column}]`;
    if (isPlainObject(value)) return this.#object(value);
    return typeof value === 'string' ? this.#text(value, column) : this.#number(value, column);
  }

  /** Uuids are found wherever they stand; the rest of a text tells something, unless the column holds ids. */
  #text(value: string, column: string): string {
    if (timestamp.test(value)) return '[date]';
    const masked = value.replace(uuids, (uuid) => this.#label('uuid', uuid));
    return masked === value && idColumn.test(column) ? this.#label('id', value) : masked;
  }

  #number(value: unknown, column: string): unknown {
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    return isNumber && idColumn.test(column) ? this.#label('id', String(value)) : value;
  }

  #object(value: object): unknown {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.apply(item, key)]));
  }

  #label(kind: string, text: string): string {
    const numbers = this.#numbers.get(kind) ?? new Map<string, number>();
    this.#numbers.set(kind, numbers);
    const key = text.toLowerCase();
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return `[${kind}-${number}]`;
  }
}

/** A row or a JSON object; not a Buffer, a Map, or whatever a type parser made. */
function isPlainObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}
