import type { TargetConfiguration } from '@nx/devkit';
import type { ModuleInfo } from './module-info.js';
import type { TargetNames, TargetVerb } from './options.js';
import { selfInputs, type PluginHome, type TargetInputs } from './self-inputs.js';

/** What targets depend on besides their module. */
export interface Surroundings {
  readonly names: TargetNames;
  readonly home: PluginHome;
  /** npm packages that tests use and that are external to the workspace, such as `jest`. */
  readonly testPackages: readonly string[];
  /** Named inputs of `nx.json` for files that concern every project, such as a Jest preset. */
  readonly sharedInputs: readonly string[];
  /** The major version of Nx. */
  readonly nxMajor: number;
}

/** The files that make a module. */
const sql = [
  '{projectRoot}/pgpm.plan',
  '{projectRoot}/*.control',
  '{projectRoot}/{deploy,revert,verify}/**/*.sql',
] as const;

/** The variables that choose the server: a test that passed on one has not passed on another. */
const serverVariables = [
  'DATABASE_URL',
  'PGDATABASE',
  'PGHOST',
  'PGHOSTADDR',
  'PGOPTIONS',
  'PGPORT',
  'PGSERVICE',
  'PGSERVICEFILE',
  'PGUSER',
  'PGVERSION',
] as const;

/** The Nx targets of a module. Depends on nothing but its arguments. */
export function moduleTargets(info: ModuleInfo, around: Surroundings): Record<string, TargetConfiguration> {
  const targets: Record<string, TargetConfiguration> = {};
  const add = (verb: TargetVerb, target: TargetConfiguration): void => {
    const name = around.names[verb];
    if (name !== false) targets[name] = { ...target, metadata: metadata(info, verb) };
  };
  add('deploy', databaseTarget('deploy'));
  add('verify', databaseTarget('verify'));
  add('revert', databaseTarget('revert'));
  add('status', databaseTarget('status'));
  add('check', checkTarget(around));
  add('package', {
    executor: 'nx-pgpm:package',
    cache: true,
    inputs: [...sql, '{projectRoot}/package.json', ...selfInputs(around.home, ['nx-pgpm', 'engine'])],
    outputs: ['{projectRoot}/dist/pgpm'],
  });
  add('db', { executor: 'nx-pgpm:db', cache: false, continuous: true });
  if (info.jestConfig !== undefined) add('test', testTarget(info.jestConfig, around));
  return targets;
}

/** What these do or show is in a database, which no cache can bring back. */
function databaseTarget(verb: TargetVerb): TargetConfiguration {
  // Parallel runs are safe, they wait for the lock of the database; and Nx forms batches of parallel targets only.
  return { executor: `nx-pgpm:${verb}`, cache: false, parallelism: true };
}

/** What a check finds depends on the module, on all that it requires, on the tools and on the server. */
function checkTarget({ home, nxMajor }: Surroundings): TargetConfiguration {
  return {
    executor: 'nx-pgpm:check',
    cache: true,
    parallelism: true,
    inputs: [
      ...sql,
      ...requiredSql(nxMajor),
      ...selfInputs(home, ['nx-pgpm', 'engine', 'postgres']),
      ...serverVariables.map((env) => ({ env })),
    ],
    outputs: ['{projectRoot}/dist/check'],
  };
}

/** The files of all modules that a module requires. Nx 22 takes only named inputs of dependencies; every project has this. */
function requiredSql(nxMajor: number): readonly string[] {
  return nxMajor < 23 ? ['^default'] : sql.map((pattern) => `^${pattern}`);
}

function testTarget(
  jestConfig: string,
  { home, testPackages, sharedInputs, nxMajor }: Surroundings,
): TargetConfiguration {
  const inputs: TargetInputs = [
    '{projectRoot}/**/*',
    ...requiredSql(nxMajor),
    ...selfInputs(home, ['engine', 'postgres', 'testing']),
    ...sharedInputs,
    ...(testPackages.length > 0 ? [{ externalDependencies: [...testPackages] }] : []),
    ...serverVariables.map((env) => ({ env })),
  ];
  return {
    executor: 'nx:run-commands',
    options: { command: jestConfig.includes('/') ? `jest --config ${jestConfig}` : 'jest', cwd: '{projectRoot}' },
    cache: true,
    inputs,
    outputs: ['{projectRoot}/coverage'],
  };
}

const descriptions: Readonly<Record<TargetVerb, (module: string) => string>> = {
  deploy: (module) => `Deploys ${module} and every module that it requires`,
  verify: (module) => `Runs the verify scripts of ${module} and of every module that it requires`,
  revert: (module) => `Reverts ${module} and everything that depends on it`,
  status: (module) => `Compares the plan of ${module} with what is deployed`,
  check: (module) => `Proves the scripts of ${module} on a scratch database`,
  package: (module) => `Writes ${module} as one installable SQL file and a bundle`,
  db: (module) => `Keeps a PostgreSQL for ${module} running until it is interrupted`,
  test: (module) => `Runs the tests of ${module} on databases of their own`,
};

/**
 * What people read about a target. Nx sends this to every command, for every target of every module: what the project says
 * already (its technologies), and the help that an executor's schema gives anyway, would make that a third slower.
 */
function metadata(info: ModuleInfo, verb: TargetVerb): NonNullable<TargetConfiguration['metadata']> {
  const description = descriptions[verb](info.module);
  if (verb !== 'test') return { description };
  const help = { command: 'npx jest --help', example: { args: ['--watch'] } };
  return { technologies: ['jest', 'postgresql', 'pgpm'], description, help };
}
