import { PostgresError } from '../postgres-error.js';
import { isBinary } from './binary.js';

/** What a line of a password file has to fit. `host` is `localhost` for the default socket directory, as in libpq. */
export interface PasswordRequest {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * The password of the first line `host:port:database:user:password` that fits. `*` fits everything, `\:` and `\\`
 * stand for the character itself.
 *
 * @throws {PostgresError} `CONNECTION_SETTING_INVALID` when that password is no text; the message names `file` and line.
 *
 * `pg` could read the file, too, but announces on every connection that it will stop doing so.
 */
export function findPassword(text: string, request: PasswordRequest, file: string): string | undefined {
  const wanted = [request.host, String(request.port), request.database, request.user];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('#')) continue;
    const fields = splitLine(line);
    const password = fields[wanted.length];
    if (password === undefined || password === '') continue;
    if (wanted.every((value, index) => fields[index] === '*' || unescape(fields[index]) === value)) {
      if (!isBinary(password)) return unescape(password);
      const reason = `the password in ${file}:${index + 1} is no UTF-8, or holds a NUL`;
      throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'passfile', reason });
    }
  }
  return undefined;
}

/** Four fields, and the password: everything that follows up to a colon of its own, which libpq ignores with the rest. */
function splitLine(line: string): readonly string[] {
  return [...line.matchAll(/((?:[^:\\]|\\.|\\$)*)(?::|$)/g)].map((match) => match[1] ?? '').slice(0, 5);
}

function unescape(field: string | undefined): string | undefined {
  return field?.replace(/\\(.)/g, '$1');
}
