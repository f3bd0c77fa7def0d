/** The parts of a connection that may be shown. There is no password among them, so none can slip out. */
export interface Place {
  /** A name, an address, or the directory of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Only when it was asked for. */
  readonly sslmode?: string | undefined;
}

/** `postgresql://app@db.example:5432/app`: a URL that libpq understands. */
export function printUrl(place: Place): string {
  const user = encodeURIComponent(place.user);
  const name = encodeURIComponent(place.database);
  if (place.host.startsWith('/')) {
    const port = place.port === 5432 ? '' : `&port=${place.port}`;
    return `postgresql://${user}@/${name}?host=${encodeURIComponent(place.host).replace(/%2F/g, '/')}${port}`;
  }
  const host = place.host.includes(':') ? `[${place.host}]` : encodeURIComponent(place.host);
  const query = place.sslmode === undefined ? '' : `?sslmode=${encodeURIComponent(place.sslmode)}`;
  return `postgresql://${user}@${host}:${place.port}/${name}${query}`;
}

/** `text` as one word of a POSIX shell, unchanged when it already is one. */
export function quoteShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
