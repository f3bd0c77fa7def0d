import type { NxJsonConfiguration } from '@nx/devkit';
import { nxMajor } from './nx-internals.js';
import { pluginSettings, type PluginSettings } from './options.js';
import { findPluginHome, type PluginHome } from './self-inputs.js';
import { findTestPackages } from './test-packages.js';

/** What targets depend on besides their module. */
export interface Surroundings extends PluginSettings {
  readonly home: PluginHome;
  /** npm packages that tests use and that are external to the workspace, such as `jest`. */
  readonly testPackages: readonly string[];
  /** Those of {@link known} that `nx.json` has. */
  readonly namedInputs: readonly string[];
  /** The major version of Nx. */
  readonly nxMajor: number;
}

/**
 * Named inputs of `nx.json` that tests have besides their module: files that concern every project, such as a Jest preset,
 * and documents whose examples a test runs.
 */
const known = ['sharedGlobals', 'testedDocs'];

/** @param options - of the plugin's entry in `nx.json`. @throws {Error} for wrong ones. */
export function findSurroundings(
  workspaceRoot: string,
  { namedInputs = {} }: Pick<NxJsonConfiguration, 'namedInputs'>,
  options: unknown,
): Surroundings {
  return {
    ...pluginSettings(options),
    home: findPluginHome(workspaceRoot),
    testPackages: findTestPackages(workspaceRoot),
    namedInputs: known.filter((name) => namedInputs[name] !== undefined),
    nxMajor,
  };
}
