import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { loadAuthoring, packageModule, parsePlan, readModule } from '@pgpm/engine';
import { inModule } from '../graph/module-info.js';
import { attributionFor } from '../tree/attribution.js';
import { withReadableErrors } from '../tree/generator-error.js';
import { treeFiles } from '../tree/tree-files.js';
import { writeEdits } from '../tree/write-edits.js';

/**
 * Makes a module follow the version that its package.json has in the tree: control file, Makefile, and a tag `@v<version>`
 * on the last change of the plan. A release without a new change is one more tag on the same change.
 *
 * @param root - the folder of the module, relative to the workspace.
 * @returns what was done, for the log.
 * @throws {Error} for what would stop `package`, and for a tag that stands on an earlier change. Nothing is written then.
 */
export async function releaseModule(tree: Tree, root: string, version: string): Promise<readonly string[]> {
  const planFile = inModule(root, 'pgpm.plan');
  return withReadableErrors(async () => {
    const module = readModule(join(tree.root, root), tree.root);
    await packageModule({ module, root: tree.root, dryRun: true });
    const files = treeFiles(tree);
    const { addTag, syncVersions } = await loadAuthoring();
    const { edits } = syncVersions({ files, module });
    const tag = `v${version}`;
    const place = placeOfTag(files.read(planFile) ?? '', tag);
    const tagging =
      place === 'new' ? addTag({ files, module, tag, attribution: await attributionFor(tree) }).edits : [];
    writeEdits(tree, [...edits, ...tagging]);
    return [
      ...edits.map(({ path }) => `✍️  New version ${version} written to: ${path}`),
      place === 'new' ? `✍️  Tag @${tag} written to plan: ${planFile}` : `⏩ No tag @${tag} written to plan: ${place}`,
    ];
  });
}

/** Why a tag is not written. One that stands elsewhere is new, and is refused when it is written. */
function placeOfTag(text: string, tag: string): 'new' | 'it is there' | 'there is no change' {
  const { plan } = parsePlan(text, 'pgpm.plan');
  const last = plan.changes.at(-1);
  if (last === undefined) return 'there is no change';
  return plan.tags.some(({ name, change }) => name === tag && change === last.name) ? 'it is there' : 'new';
}
