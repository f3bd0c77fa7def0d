import { readFileSync } from 'node:fs';
import { CliError } from '../cli/failures.js';

/** As much of package.json or pgpm.json as is about versions. */
export interface Manifest {
  readonly version: string | undefined;
  /** Name to version, range, tag or place. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The same with those that a package may get from whoever installs it: peers, and what is optional. */
  readonly requirements: Readonly<Record<string, string>>;
}

/** @throws {CliError} `FILE_SYSTEM` for a file that is not JSON. */
export function readManifest(path: string): Manifest {
  const value = parse(path);
  const manifest = isObject(value) ? value : {};
  const { version } = manifest;
  const dependencies = textsOf(manifest['dependencies']);
  return {
    version: typeof version === 'string' ? version : undefined,
    dependencies,
    requirements: {
      ...textsOf(manifest['peerDependencies']),
      ...textsOf(manifest['optionalDependencies']),
      ...dependencies,
    },
  };
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliError('FILE_SYSTEM', { path, reason: 'it is not valid JSON' });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
