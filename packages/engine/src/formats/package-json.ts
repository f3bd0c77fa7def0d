import { type EngineError } from '../errors/index.js';
import { isJsonObject, parseJsonObject } from './json.js';

/** What the engine reads of a package.json (docs/formats.md §5). */
export interface PackageJson {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  /** npm names of `dependencies`, in file order. */
  readonly dependencies: readonly string[];
}

export function parsePackageJson(
  text: string,
  file: string,
): { readonly packageJson: PackageJson; readonly problems: readonly EngineError[] } {
  const { value, problem } = parseJsonObject(text, file);
  const { name, version, dependencies } = value;
  const packageJson = {
    ...(typeof name === 'string' && name !== '' && { name }),
    ...(typeof version === 'string' && { version }),
    dependencies: isJsonObject(dependencies) ? Object.keys(dependencies) : [],
  };
  return { packageJson, problems: problem === undefined ? [] : [problem] };
}

/** A module that is at hand, with the npm name of its package.json. */
export interface NamedModule {
  readonly name: string;
  readonly npmName: string | undefined;
}

const modulePrefix = 'pgpm-';
const npmScope = '@pgpm/';

/** Modules of that scope that are named without the prefix. */
const unprefixed: ReadonlySet<string> = new Set(['metaschema-modules', 'metaschema-schema']);

/**
 * The npm name of a module: that of a module at hand, else the alias of the configuration, else `@pgpm/x` for `pgpm-x`, and
 * for the few of that scope that lack the prefix. Undefined when none of these applies, as for extensions of PostgreSQL.
 */
export function npmNameOf(
  module: string,
  modules: Iterable<NamedModule>,
  aliases: Readonly<Record<string, string>>,
): string | undefined {
  for (const { name, npmName } of modules) if (name === module && npmName !== undefined) return npmName;
  if (Object.hasOwn(aliases, module)) return aliases[module];
  if (unprefixed.has(module)) return npmScope + module;
  return module.startsWith(modulePrefix) ? npmScope + module.slice(modulePrefix.length) : undefined;
}

/** The module behind an npm name, found the other way round. */
export function moduleNameOf(
  npmName: string,
  modules: Iterable<NamedModule>,
  aliases: Readonly<Record<string, string>>,
): string | undefined {
  for (const module of modules) if (module.npmName === npmName) return module.name;
  const alias = Object.entries(aliases).find(([, target]) => target === npmName);
  if (alias !== undefined) return alias[0];
  if (!npmName.startsWith(npmScope)) return undefined;
  const name = npmName.slice(npmScope.length);
  return unprefixed.has(name) ? name : modulePrefix + name;
}
