import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * What stands for a template: the contents of its modules, the software that deploys them, with its version, and the
 * role that owns the result. The version of the server is in the template's marker: it may change under a template.
 */
export function templateKey(digest: string, user: string | undefined): string {
  const { resolve } = createRequire(__filename);
  const manifests = [resolve('@pgpm/engine/package.json'), resolve('../../package.json')];
  const software = manifests.map((file) => readFileSync(file, 'utf8'));
  return createHash('sha256')
    .update(JSON.stringify([digest, user, software]))
    .digest('hex')
    .slice(0, 16);
}
