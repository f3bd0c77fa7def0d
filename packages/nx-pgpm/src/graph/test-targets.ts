import type { TargetConfiguration } from '@nx/devkit';
import { requiredDefinitions, requiredSql, workspaceFiles } from './inputs.js';
import { selfInputs, type TargetInputs } from './self-inputs.js';
import type { Surroundings } from './surroundings.js';
import { canBeQuoted } from './test-files.js';

/** What `check` says can be seen of a module and of all that it requires. */
const surface = '**/dist/check/surface.txt';

/** Inputs, and the tasks that make some of them. */
type Dependence = Pick<TargetConfiguration, 'inputs' | 'dependsOn'> & { readonly inputs: TargetInputs };

/** Runs all tests of a module. */
export function testTarget(
  jestConfig: string,
  around: Surroundings,
  installed: readonly string[],
): TargetConfiguration {
  return {
    ...jest(jestCommand(jestConfig)),
    cache: true,
    ...dependenceOf(around, installed),
    outputs: ['{projectRoot}/coverage'],
  };
}

/**
 * A target that depends on one for each test file, by name. Where a file could not be named in a command line, or none was
 * found, it is one target that runs whatever Jest finds.
 */
export function atomizedTargets(
  jestConfig: string,
  testFiles: readonly string[],
  around: Surroundings,
  installed: readonly string[],
  name: string,
): Record<string, TargetConfiguration> {
  if (testFiles.length === 0 || !testFiles.every(canBeQuoted))
    return { [name]: testTarget(jestConfig, around, installed) };
  const dependence = dependenceOf(around, installed);
  // Without outputs: coverage of one file would overwrite that of another.
  const rest = { cache: true, ...dependence, outputs: [] };
  const parts = testFiles.map((file): [string, TargetConfiguration] => [
    `${name}--${file}`,
    { ...jest(`${jestCommand(jestConfig)} --passWithNoTests --runTestsByPath "${file}"`), ...rest },
  ]);
  const whole: TargetConfiguration = {
    executor: 'nx:noop',
    cache: true,
    inputs: dependence.inputs,
    outputs: [],
    dependsOn: parts.map(([target]) => ({ target, params: 'forward' })),
  };
  return Object.fromEntries([[name, whole], ...parts]);
}

function jest(command: string): TargetConfiguration {
  return { executor: 'nx:run-commands', options: { command, cwd: '{projectRoot}' } };
}

function jestCommand(jestConfig: string): string {
  return jestConfig.includes('/') ? `jest --config ${jestConfig}` : 'jest';
}

function dependenceOf(around: Surroundings, installed: readonly string[]): Dependence {
  const { home, testPackages, namedInputs } = around;
  const { inputs, dependsOn } = ofRequiredModules(around);
  return {
    inputs: [
      '{projectRoot}/**/*',
      // What is left out cannot come back in by another input.
      ...(namedInputs.includes('testedDocs') ? [] : ['!{projectRoot}/*.md']),
      ...namedInputs,
      ...inputs,
      ...installed,
      ...workspaceFiles,
      ...selfInputs(home, ['engine', 'postgres', 'testing']),
      ...(testPackages.length > 0 ? [{ externalDependencies: [...testPackages] }] : []),
      'pgpmServer',
    ],
    ...(dependsOn !== undefined && { dependsOn }),
  };
}

/**
 * A check covers all that its module requires, so those of the modules that are required directly say everything. Nx 22
 * takes the hashes of a batch before it has run, from outputs that may be old.
 */
function ofRequiredModules({ names: { check }, testsFollow, nxMajor }: Surroundings): Dependence {
  if (testsFollow === 'sql' || check === false || nxMajor < 23) return { inputs: [...requiredSql(nxMajor)] };
  return {
    inputs: [...requiredDefinitions, { dependentTasksOutputFiles: surface }],
    dependsOn: [`^${check}`],
  };
}
