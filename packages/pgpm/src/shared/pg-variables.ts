import type { Database } from '@pgpm/postgres';

/** A connection as the variables that libpq reads. Holds the password. */
export function pgVariables({ config, variables }: Database): Record<string, string> {
  const { host, port, user, database, password } = config;
  const given = {
    PGHOST: host,
    PGPORT: port?.toString(),
    PGUSER: user,
    PGDATABASE: database,
    PGPASSWORD: typeof password === 'string' ? password : undefined,
    ...variables,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** The environment of a program that shall connect there. libpq would let a service win over the other variables. */
export function pgEnvironment(env: NodeJS.ProcessEnv, variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...env, PGSERVICE: undefined, ...variables };
}
