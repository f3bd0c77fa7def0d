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
 * `pg` could read the file, too, but announces on every connection that it will stop doing so.
 */
export function findPassword(text: string, request: PasswordRequest): string | undefined {
  const wanted = [request.host, String(request.port), request.database, request.user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = splitLine(line);
    const password = fields[wanted.length];
    if (password === undefined || password === '') continue;
    if (wanted.every((value, index) => fields[index] === '*' || unescape(fields[index]) === value)) {
      return unescape(password);
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
