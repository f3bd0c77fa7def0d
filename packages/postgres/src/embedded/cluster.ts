/** `development` keeps what is in it. `test` is thrown away when it stops, and is fast in return. */
export type Cluster = 'development' | 'test';

/** What sets the two clusters apart. */
export interface Profile {
  readonly cluster: Cluster;
  /** Its name in `.pgpm/`. */
  readonly name: 'dev' | 'test';
  /** Where a person lands who names no database. Made on the first start. */
  readonly database: string;
  /** Whether the data has to survive a power cut. */
  readonly isDurable: boolean;
  /** Server settings, as `name=value`. */
  readonly settings: readonly string[];
}

/** The same on every machine, whatever the person's locale and time zone are. */
const deterministic = ['timezone=UTC', 'log_timezone=UTC', 'datestyle=iso,mdy', 'lc_messages=C'];

const profiles: Readonly<Record<Cluster, Profile>> = {
  development: {
    cluster: 'development',
    name: 'dev',
    database: 'dev',
    isDurable: true,
    settings: deterministic,
  },
  test: {
    cluster: 'test',
    name: 'test',
    database: 'postgres',
    isDurable: false,
    settings: [
      ...deterministic,
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      // Nothing is ever replayed, so the log can be small: it lives in memory.
      'wal_level=minimal',
      'max_wal_senders=0',
      'min_wal_size=32MB',
      'max_wal_size=256MB',
      // One database per test file and several files at once, each with a handful of connections.
      'max_connections=200',
      // Tests provoke errors all day. The log says what happens to the server, not to each of them.
      'log_min_messages=log',
    ],
  },
};

export function profileOf(cluster: Cluster = 'development'): Profile {
  return profiles[cluster];
}
