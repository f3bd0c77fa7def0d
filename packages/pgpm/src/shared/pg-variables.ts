import type { Database } from '@pgpm/postgres';

/** A connection as the variables that libpq reads. Holds the password. */
export function pgVariables({ host, port, user, database, password }: Database['config']): Record<string, string> {
  const given = {
    PGHOST: host,
    PGPORT: port?.toString(),
    PGUSER: user,
    PGDATABASE: database,
    PGPASSWORD: typeof password === 'string' ? password : undefined,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
