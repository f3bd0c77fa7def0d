import { formatFiles, readJson, writeJson, type Tree } from '@nx/devkit';
import { GeneratorError } from '../../tree/generator-error.js';
import { ensureLines } from '../../tree/ignore-lines.js';
import type { ConfigurationGeneratorOptions } from './schema.js';

type Json = Readonly<Record<string, unknown>>;

/** Adds a configuration to the targets that work on a database. */
export async function configurationGenerator(tree: Tree, options: ConfigurationGeneratorOptions): Promise<void> {
  const { name, strict } = options;
  if (!/^[A-Za-z0-9][\w-]*$/.test(name)) {
    const hint = 'begin with a letter or digit; letters, digits, _ and - may follow';
    throw new GeneratorError('INVALID_NAME', `${JSON.stringify(name)} is no name of a configuration`, hint);
  }
  const settings: Readonly<Record<string, Json>> = {
    'nx-pgpm:deploy': strict ? { production: true, createdb: false, strictHash: true, wait: 600 } : { createdb: true },
    'nx-pgpm:verify': {},
    'nx-pgpm:revert': strict ? { production: true } : {},
    'nx-pgpm:status': {},
  };
  const nxJson = readJson<Json>(tree, 'nx.json');
  const defaults = nxJson['targetDefaults'] ?? {};
  if (!isObject(defaults)) {
    const hint = 'give the targets of each project a configuration instead';
    throw new GeneratorError('INVALID_OPTION', 'targetDefaults of nx.json is no object', hint);
  }
  const targetDefaults = { ...defaults };
  for (const [executor, values] of Object.entries(settings)) {
    targetDefaults[executor] = withConfiguration(targetDefaults[executor], executor, name, values);
  }
  writeJson(tree, 'nx.json', { ...nxJson, targetDefaults });
  if (!tree.exists(`.env.${name}`)) tree.write(`.env.${name}`, connectionFile(name));
  ensureLines(tree, '.gitignore', ['.env*.local']);
  if (!options.skipFormat) await formatFiles(tree);
}

function withConfiguration(present: unknown, executor: string, name: string, values: Json): Json {
  const target = isObject(present) ? present : {};
  const configurations = isObject(target['configurations']) ? target['configurations'] : {};
  if (name in configurations) {
    const hint = 'edit it there, or choose another name';
    throw new GeneratorError('CONFIGURATION_EXISTS', `nx.json has the configuration "${name}" for ${executor}`, hint);
  }
  return { ...target, configurations: { ...configurations, [name]: values } };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function connectionFile(name: string): string {
  return `# Where the configuration "${name}" goes. Nx reads this file for every task that is run with it.
# This file is in git: passwords belong in .env.${name}.local, or in the environment of CI.
# PGHOST=db.example.com
# PGDATABASE=app
# PGUSER=app
`;
}
