import { PostgresError } from '../postgres-error.js';
import { isForeignParameter, isKeyword, type Keyword, type Parameters } from './parameters.js';

const scheme = /^postgres(?:ql)?:\/\//i;
const encoding = '@ is %40, : is %3A, / is %2F, # is %23, ? is %3F, % is %25, a blank is %20';

/**
 * Reads a connection string as libpq does: a URL (`postgresql://user:secret@host:port/name?sslmode=require`), or
 * keywords (`host=/run/postgresql dbname=app`).
 *
 * @param origin where the text came from, for messages: `DATABASE_URL`, `the url option`.
 * @throws {PostgresError} `CONNECTION_URL_INVALID`, `PASSWORD_NOT_ENCODED`; their texts quote nothing of the
 *   credentials.
 */
export function parseConnectionString(text: string, origin: string): Parameters {
  const trimmed = text.trim();
  if (scheme.test(trimmed)) return parseUrl(trimmed.replace(scheme, ''), origin);
  const other = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1];
  if (other !== undefined) throw invalid(origin, `expected postgresql://, found ${other}://`);
  return parseKeywords(trimmed, origin);
}

function parseUrl(text: string, origin: string): Parameters {
  if (text.includes('%00')) throw invalid(origin, 'it holds %00, the one character that no setting can have');
  const { credentials, location } = splitCredentials(text, origin);
  const colon = credentials.indexOf(':');
  const [beforeQuery, query = ''] = cut(location, '?');
  const [authority, path = ''] = cut(beforeQuery, '/');
  return withoutEmpty({
    user: decodeCredential(colon < 0 ? credentials : credentials.slice(0, colon), origin),
    password: decodeCredential(colon < 0 ? '' : credentials.slice(colon + 1), origin),
    ...parseAuthority(authority, origin),
    dbname: decode(path, 'the database name', origin),
    ...parseQuery(query, origin),
  });
}

/**
 * Splits at the `@` that ends the credentials: as in libpq the first one, when no slash comes before it. Another one
 * in front of the query means that the user or the password holds a character that cannot stand there as it is.
 */
function splitCredentials(text: string, origin: string): { credentials: string; location: string } {
  const end = text.search(/[@/]/);
  const at = text[end] === '@' ? end : -1;
  const location = text.slice(at + 1);
  if (cut(location, '?')[0].includes('@')) throw notEncoded(origin, '@ / ? #');
  return { credentials: at < 0 ? '' : text.slice(0, at), location };
}

function parseAuthority(authority: string, origin: string): { host?: string; port?: string } {
  if (authority.includes(',')) throw invalid(origin, 'several hosts in one URL are not supported');
  const ipv6 = /^\[([0-9a-f:.]+(?:%[\w.]+)?)\](?::(\d*))?$/i.exec(authority);
  if (ipv6) return { host: ipv6[1] ?? '', port: ipv6[2] ?? '' };
  const plain = /^([^:[\]]*)(?::(\d*))?$/.exec(authority);
  if (!plain) throw invalid(origin, 'expected host:port after the credentials');
  return { host: decode(plain[1] ?? '', 'the host', origin), port: plain[2] ?? '' };
}

function parseQuery(query: string, origin: string): Parameters {
  const found: Partial<Record<Keyword, string>> = {};
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [name, value] = cut(pair, '=');
    if (value === undefined) throw invalid(origin, 'a query parameter has no value');
    const decoded = decode(value, `the parameter ${/^\w+$/.test(name) ? name : ''}`, origin);
    if (isKeyword(name)) found[name] = decoded;
    else if (name === 'ssl') found.sslmode ??= sslModes[decoded] ?? decoded;
    else if (!isForeignParameter(name)) throw unknownKeyword(name, origin);
  }
  return found;
}

/** `ssl=true` is what JDBC and Node users write. */
const sslModes: Readonly<Record<string, string>> = {
  true: 'require',
  '1': 'require',
  false: 'disable',
  '0': 'disable',
};

/** `host=localhost dbname='two words'`: libpq's other form. Backslashes escape inside and outside of quotes. */
function parseKeywords(text: string, origin: string): Parameters {
  const found: Partial<Record<Keyword, string>> = {};
  const pair = /\s*([\w-]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gy;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (!match) throw invalid(origin, 'expected postgresql://… or keyword=value pairs');
    const [, name = '', quoted, bare = ''] = match;
    if (!isKeyword(name)) throw unknownKeyword(name, origin);
    found[name] = (quoted ?? bare).replace(/\\(.)/g, '$1');
  }
  return withoutEmpty(found);
}

function decodeCredential(text: string, origin: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notEncoded(origin, '%');
  }
}

function decode(text: string, what: string, origin: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(origin, `${what} has a % that starts no percent-encoded character`);
  }
}

/** The text before and after the first `separator`; no second part without one. */
function cut(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function withoutEmpty(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
}

function unknownKeyword(name: string, origin: string): PostgresError {
  // A name that looks like none may be the rest of a password.
  return invalid(origin, /^[a-z][a-z_]{0,40}$/i.test(name) ? `unknown parameter "${name}"` : 'unknown parameter');
}

function invalid(origin: string, reason: string): PostgresError {
  const hint = `write postgresql://user:password@host:5432/database, special characters percent-encoded: ${encoding}`;
  return new PostgresError('CONNECTION_URL_INVALID', { origin, reason }, { hint });
}

function notEncoded(origin: string, characters: string): PostgresError {
  const hint = `percent-encode user and password: ${encoding} (in Node: encodeURIComponent)`;
  return new PostgresError('PASSWORD_NOT_ENCODED', { origin, characters }, { hint });
}
