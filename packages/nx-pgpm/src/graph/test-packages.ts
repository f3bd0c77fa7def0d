import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose version decides what a test does. */
const candidates = ['jest', '@pgpm/testing'];

/**
 * The test packages that the root package.json takes from a registry or a tarball. Nx refuses to hash the version of a
 * package that is no external node of its graph, so a package of the workspace itself must not be among them.
 */
export function findTestPackages(workspaceRoot: string): readonly string[] {
  const versions = readVersions(join(workspaceRoot, 'package.json'));
  return candidates.filter((name) => {
    const version = versions.get(name);
    return typeof version === 'string' && !/^(?:workspace|link|portal):/.test(version);
  });
}

function readVersions(manifest: string): ReadonlyMap<string, unknown> {
  const json = entriesOf(readJson(manifest));
  return new Map(['dependencies', 'devDependencies'].flatMap((field) => [...entriesOf(json.get(field))]));
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

/** Nx itself reports a package.json that cannot be read. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
