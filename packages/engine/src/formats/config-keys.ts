/** The keys below a key: by name, or `free` where users choose the names and where other tools own what stands there. */
export type ConfigKeys = ReadonlyMap<string, ConfigKeys | 'value' | 'free'>;

function keys(names: string, nested: Readonly<Record<string, ConfigKeys | 'free'>> = {}): ConfigKeys {
  const values = names === '' ? [] : names.split(' ').map((name) => [name, 'value'] as const);
  return new Map<string, ConfigKeys | 'value' | 'free'>([...values, ...Object.entries(nested)]);
}

const credentials = keys('user password');

/** Every key of docs/formats.md §6. */
export const configKeys: ConfigKeys = keys('$schema packages name version extensionsDir engine planner moduleSource', {
  settings: 'free',
  dependencies: 'free',
  moduleAliases: 'free',
  deployment: keys('useTx fast bundled usePlan cache logOnly hashMethod toChange'),
  pg: keys('host port user password database'),
  db: keys('rootDb template prefix extensions cwd useLocksForRoles', {
    connection: keys('user password role'),
    connections: keys('', { app: credentials, admin: credentials }),
    roles: keys('anonymous authenticated administrator authenticatedClient default'),
    auth: keys('role userId userIdKey'),
  }),
  migrations: keys('', { codegen: keys('useTx') }),
  errorOutput: keys('queryHistoryLimit maxLength verbose'),
  engines: 'free',
  driver: keys('plugin', { options: 'free' }),
  boilerplates: keys('repo branch dir'),
  portability: keys('schemas route extensions roles exclude'),
  server: 'free',
  cdn: 'free',
  smtp: 'free',
});

/** Keys of other tools of the family, which may share the file: nothing here reads them, nor what is below them. */
const foreign: ReadonlySet<string> = new Set([
  ...['engine', 'engines', 'driver', 'moduleSource', 'migrations', 'boilerplates', 'portability'],
  ...['fast', 'bundled', 'cache', 'toChange'].map((key) => `deployment.${key}`),
  ...['db', 'errorOutput', 'server', 'cdn', 'smtp'],
]);

/** Those of `given` that are known, and have no effect. A key stands for all below it. */
export function withoutEffect(given: readonly string[]): readonly string[] {
  return given.filter((key) => foreign.has(key));
}
