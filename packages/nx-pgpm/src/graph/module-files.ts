import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { findTestFiles } from './test-files.js';

/** The texts that say what a module is. Its scripts are not among them: no target depends on what SQL says. */
export interface ModuleFiles {
  /** The module's folder, relative to the workspace root, with `/`. */
  readonly root: string;
  readonly plan: string;
  /** The first control file by name. */
  readonly control: { readonly name: string; readonly text: string } | undefined;
  /** The text of package.json. */
  readonly manifest: string | undefined;
  /** Jest's configuration file, relative to the module. */
  readonly jestConfig: string | undefined;
  /** Relative to the module; none when nobody asked. */
  readonly testFiles: readonly string[];
}

const notModules = new Set(['dist', 'extensions', 'node_modules']);
const testFolders = ['test', '__tests__'];
const jestConfig = /^jest\.config\.(?:js|cjs|mjs|ts|cts|mts|json)$/;

/** Plans in build output and in installed packages are copies, not modules of this workspace. */
export function isModulePlan(planFile: string): boolean {
  return !planFile.split('/').some((part) => notModules.has(part));
}

/**
 * Reads the module of a plan, or undefined when the plan stands alone: a module has a control file or a package.json.
 *
 * @param planFile - relative to `workspaceRoot`, with `/`.
 * @param withTests - look for test files, too.
 */
export function readModuleFiles(workspaceRoot: string, planFile: string, withTests: boolean): ModuleFiles | undefined {
  const root = dirname(planFile);
  const dir = join(workspaceRoot, root);
  const names = readdirSync(dir).sort();
  const controlName = names.find((name) => name.endsWith('.control'));
  if (controlName === undefined && !names.includes('package.json')) return undefined;
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
  const manifest = names.includes('package.json') ? read('package.json') : undefined;
  const config = findJestConfig(dir, names);
  return {
    root,
    plan: read('pgpm.plan'),
    control: controlName === undefined ? undefined : { name: controlName, text: read(controlName) },
    manifest,
    jestConfig: config,
    testFiles: withTests && config !== undefined ? findTestFiles(dir) : [],
  };
}

/** In the module itself, else in a folder of tests. */
function findJestConfig(dir: string, names: readonly string[]): string | undefined {
  const own = names.find((name) => jestConfig.test(name));
  if (own !== undefined) return own;
  for (const folder of testFolders.filter((name) => names.includes(name))) {
    const found = readdirSync(join(dir, folder))
      .sort()
      .find((name) => jestConfig.test(name));
    if (found !== undefined) return `${folder}/${found}`;
  }
  return undefined;
}
