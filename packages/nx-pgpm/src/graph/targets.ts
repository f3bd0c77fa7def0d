import type { TargetConfiguration } from '@nx/devkit';
import { lockFile } from './installed-modules.js';
import type { ModuleInfo } from './module-info.js';
import type { TargetVerb } from './options.js';
import { requiredDeploys, workspaceFiles } from './inputs.js';
import { selfInputs } from './self-inputs.js';
import type { Surroundings } from './surroundings.js';
import { atomizedTargets, testTarget } from './test-targets.js';

/**
 * The Nx targets of a module. Depends on nothing but its arguments.
 *
 * @param installed - inputs that stand for the installed modules that it requires.
 */
export function moduleTargets(
  info: ModuleInfo,
  around: Surroundings,
  installed: readonly string[] = [lockFile],
): Record<string, TargetConfiguration> {
  const targets: Record<string, TargetConfiguration> = {};
  const add = (verb: TargetVerb, target: TargetConfiguration): void => {
    const name = around.names[verb];
    if (name !== false) targets[name] = { ...target, metadata: metadata(info, verb) };
  };
  add('deploy', databaseTarget('deploy'));
  add('verify', databaseTarget('verify'));
  add('revert', databaseTarget('revert'));
  add('status', databaseTarget('status'));
  add('check', checkTarget(around, installed));
  add('package', {
    executor: 'nx-pgpm:package',
    cache: true,
    inputs: [
      'pgpmSql',
      '{projectRoot}/package.json',
      ...workspaceFiles,
      ...selfInputs(around.home, ['nx-pgpm', 'engine']),
    ],
    outputs: ['{projectRoot}/dist/pgpm'],
  });
  add('db', { executor: 'nx-pgpm:db', cache: false, continuous: true });
  if (info.jestConfig !== undefined) {
    add('test', testTarget(info.jestConfig, around, installed));
    Object.assign(targets, ciTargets(info, info.jestConfig, around, installed));
  }
  return targets;
}

/** Tests as targets of their own, for many machines. */
function ciTargets(
  info: ModuleInfo,
  jestConfig: string,
  around: Surroundings,
  installed: readonly string[],
): Readonly<Record<string, TargetConfiguration>> {
  const { ciTest: name } = around.names;
  if (name === false) return {};
  // Without `nonAtomizedTarget`: Nx would refuse to run what has it anywhere but on machines of its cloud.
  const targets = Object.entries(atomizedTargets(jestConfig, info.testFiles, around, installed, name));
  return Object.fromEntries(
    targets.map(([target, configuration]) => [target, { ...configuration, metadata: metadata(info, 'ciTest') }]),
  );
}

/**
 * What these do or show is in a database, which no cache can bring back. Nx hashes every task all the same; with inputs of
 * its own a task does not have to know all files of all that it requires.
 */
function databaseTarget(verb: TargetVerb): TargetConfiguration {
  // Parallel runs are safe, they wait for the lock of the database; and Nx forms batches of parallel targets only.
  return { executor: `nx-pgpm:${verb}`, cache: false, parallelism: true, inputs: ['pgpmSql'] };
}

/** What a check finds depends on the module, on what is deployed before it, on the tools and on the server. */
function checkTarget({ home, nxMajor }: Surroundings, installed: readonly string[]): TargetConfiguration {
  return {
    executor: 'nx-pgpm:check',
    cache: true,
    parallelism: true,
    inputs: [
      'pgpmSql',
      '{projectRoot}/package.json',
      ...requiredDeploys(nxMajor),
      ...installed,
      ...workspaceFiles,
      ...selfInputs(home, ['nx-pgpm', 'engine', 'postgres']),
      'pgpmServer',
    ],
    outputs: ['{projectRoot}/dist/check'],
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
  ciTest: (module) => `Runs the tests of ${module} in CI, each file as a task of its own`,
};

/**
 * What people read about a target. Nx sends this to every command, for every target of every module: what the project says
 * already (its technologies), and the help that an executor's schema gives anyway, would make that a third slower.
 */
function metadata(info: ModuleInfo, verb: TargetVerb): NonNullable<TargetConfiguration['metadata']> {
  const description = descriptions[verb](info.module);
  if (verb !== 'test' && verb !== 'ciTest') return { description };
  const help = { command: 'npx jest --help', example: { args: [verb === 'test' ? '--watch' : '--ci'] } };
  return { technologies: ['jest', 'postgresql', 'pgpm'], description, help };
}
