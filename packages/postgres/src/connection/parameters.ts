/**
 * The connection keywords of libpq that mean something here, and those that are accepted because they are common, and
 * have no effect on how `pg` talks to a server.
 */
export const keywords = [
  'host',
  'hostaddr',
  'port',
  'dbname',
  'user',
  'password',
  'passfile',
  'service',
  'servicefile',
  'options',
  'application_name',
  'fallback_application_name',
  'connect_timeout',
  'keepalives',
  'keepalives_idle',
  'sslmode',
  'sslnegotiation',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'sslsni',
  'channel_binding',
  'client_encoding',
  'gssencmode',
  'keepalives_count',
  'keepalives_interval',
  'load_balance_hosts',
  'require_auth',
  'requirepeer',
  'ssl_max_protocol_version',
  'ssl_min_protocol_version',
  'sslcompression',
  'sslcrl',
  'sslcrldir',
  'target_session_attrs',
  'tcp_user_timeout',
] as const;

export type Keyword = (typeof keywords)[number];

/** Connection settings as text, by libpq keyword. Absent and empty mean the same: not given. */
export type Parameters = Readonly<Partial<Record<Keyword, string>>>;

const known: ReadonlySet<string> = new Set(keywords);

/** Parameters that other tools add to a URL they share with us. They say nothing about the connection. */
const foreign: ReadonlySet<string> = new Set([
  'schema',
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
  'socket_timeout',
  'statement_cache_size',
  'uselibpqcompat',
]);

export function isKeyword(name: string): name is Keyword {
  return known.has(name);
}

export function isForeignParameter(name: string): boolean {
  return foreign.has(name);
}

/** The first of `sources` that gives a setting decides it. */
export function mergeParameters(...sources: readonly Parameters[]): Parameters {
  return sources.reduceRight((merged, source) => ({ ...merged, ...source }), {});
}
