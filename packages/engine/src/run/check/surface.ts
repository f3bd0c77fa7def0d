import { createHash } from 'node:crypto';
import { compareObjects, parseContents, readContents, type Catalog } from '../../catalog/index.js';
import type { CheckPlan } from './plan.js';
import type { Sandbox } from './sandbox.js';

/**
 * A digest of all that can be seen of a deployed module and of those that it requires.
 *
 * @param catalog - with the module deployed, as the sandbox has it now.
 */
export async function readSurface(
  sandbox: Sandbox,
  { required, own }: CheckPlan,
  { objects }: Catalog,
): Promise<string> {
  const [text = ''] = await sandbox.ask(readContents);
  const contents = parseContents(text);
  // What cannot be read may be anything, so the scripts stand for it.
  const scripts = contents.isComplete ? [] : [...required, ...own].map((step) => step.load().sql);
  const seen = [[...objects.values()].sort(compareObjects), contents.text, scripts];
  return createHash('sha256').update(JSON.stringify(seen), 'utf8').digest('hex');
}
