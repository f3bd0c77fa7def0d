import { EngineError, type Place } from '../../errors/index.js';
import type { Directives } from '../../model/index.js';

/** Directives while the header is being read. */
export type MutableDirectives = { -readonly [K in keyof Directives]: Directives[K] };

interface Directive {
  readonly expected: string;
  /** Takes the value; false when it is not what is expected. */
  readonly apply: (value: string, to: MutableDirectives) => boolean;
}

/** As PostgreSQL reads a duration; without a unit it counts milliseconds. */
const duration = /^\d{1,12}(?:\.\d{1,6})?[ \t]?(?:us|ms|s|min|h|d)?$/;
const plainRole = /^[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*$/;
const quotedRole = /^"(?:[^"]|"")+"$/;

const directives: ReadonlyMap<string, Directive> = new Map([
  ['no-transaction', { expected: 'no value', apply: (value, to) => value === '' && (to.noTransaction = true) }],
  ['irreversible', { expected: 'no value', apply: (value, to) => value === '' && (to.irreversible = true) }],
  [
    'timeout',
    { expected: 'a duration such as 30s', apply: (value, to) => duration.test(value) && setTo(to, 'timeout', value) },
  ],
  [
    'lock-timeout',
    {
      expected: 'a duration such as 5s',
      apply: (value, to) => duration.test(value) && setTo(to, 'lockTimeout', value),
    },
  ],
  ['role', { expected: 'a role name, quoted as in SQL where needed', apply: applyRole }],
  [
    'verify-always-passes',
    {
      expected: 'a reason',
      apply: (value, to) => value !== '' && setTo(to, 'verifyAlwaysPasses', value),
    },
  ],
]);

/** The directives that there are, as a person writes them. */
export const knownDirectives: readonly string[] = [...directives.keys()];

/** Reads what follows `-- pgpm:`. The problem with it, if there is one. */
export function parseDirective(text: string, to: MutableDirectives, place: Place): EngineError | undefined {
  const [name = ''] = text.split(/[ \t]/, 1);
  const directive = directives.get(name);
  if (directive === undefined) {
    const fields = { directive: text, known: knownDirectives };
    return new EngineError('UNKNOWN_DIRECTIVE', fields, { place });
  }
  if (directive.apply(text.slice(name.length).trim(), to)) return undefined;
  return new EngineError('INVALID_DIRECTIVE', { directive: text, expected: directive.expected }, { place });
}

function setTo(
  to: MutableDirectives,
  key: 'timeout' | 'lockTimeout' | 'role' | 'verifyAlwaysPasses',
  value: string,
): true {
  to[key] = value;
  return true;
}

/** As in SQL, a name without quotes is lower case. */
function applyRole(value: string, to: MutableDirectives): boolean {
  if (plainRole.test(value))
    return setTo(
      to,
      'role',
      value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    );
  return quotedRole.test(value) && setTo(to, 'role', value.slice(1, -1).replaceAll('""', '"'));
}
