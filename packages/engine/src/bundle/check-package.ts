import { existsSync, readFileSync, statSync } from 'node:fs';
import { EngineError, type Failures } from '../errors/index.js';
import { isInside, posixRelative } from '../workspace/index.js';
import { bundleEntry } from './bundle-json.js';
import { printPackage, type PackageOptions } from './package-module.js';
import { bundleFault, parseBundle, UnreadableBundle } from './parse-bundle.js';
import { untarGz } from './tar-gz.js';

type Drift = Omit<Failures['PACKAGE_DRIFT'], 'path'>;

/** Far more than any module has. Some kilobytes can claim to be gigabytes. */
const largestBundle = 256 * 1024 * 1024;

/**
 * What differs between the packaged files of a module and what packaging it now would write, as `PACKAGE_DRIFT`. A bundle is
 * judged by what it holds: how it is compressed depends on the version of Node.
 *
 * @throws {EngineError} as `packageModule`.
 */
export function checkPackage(options: Omit<PackageOptions, 'dryRun'>): readonly EngineError[] {
  const { module, root } = options;
  const { outputs, json } = printPackage(options);
  const [sql, bundle] = outputs;
  const found = [
    { path: sql.path, drift: sqlDrift(sql.path, sql.content) },
    { path: bundle.path, drift: bundleDrift(bundle.path, json) },
  ];
  return found.flatMap(({ path: absolute, drift }) => {
    if (drift === undefined) return [];
    const path = isInside(root, absolute) ? posixRelative(root, absolute) : absolute;
    const context = { module: module.name, place: { file: path }, hint: `run: pgpm package --package ${module.name}` };
    return [new EngineError('PACKAGE_DRIFT', { path, ...drift }, context)];
  });
}

function sqlDrift(path: string, fresh: string): Drift | undefined {
  const present = read(path);
  if (!Buffer.isBuffer(present)) return present;
  return present.equals(Buffer.from(fresh)) ? undefined : { reason: 'out-of-sync' };
}

function bundleDrift(path: string, freshJson: string): Drift | undefined {
  const present = read(path);
  if (!Buffer.isBuffer(present)) return present;
  const json = untarGz(bundleEntry, present, largestBundle);
  if (json === freshJson) return undefined;
  try {
    if (json === undefined) throw new UnreadableBundle(`it is no gzip-compressed tar archive with ${bundleEntry}`);
    const detail = bundleFault(parseBundle(json));
    return detail === undefined ? { reason: 'out-of-sync' } : { reason: 'integrity', detail };
  } catch (error) {
    if (!(error instanceof UnreadableBundle)) throw error;
    return { reason: 'unreadable-artifact', detail: error.message };
  }
}

/** A pipe would never end, and a folder is no artifact either. */
function read(path: string): Buffer | Drift {
  if (!existsSync(path)) return { reason: 'missing-artifact' };
  const stats = statSync(path);
  if (!stats.isFile()) return { reason: 'unreadable-artifact', detail: 'it is no file' };
  if (stats.size > largestBundle) return { reason: 'unreadable-artifact', detail: 'it is far too large' };
  return readFileSync(path);
}
