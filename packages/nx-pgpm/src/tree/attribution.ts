import { existsSync } from 'node:fs';
import type { Tree } from '@nx/devkit';
import { loadAuthoring, type Attribution } from '@pgpm/engine';

/** Who a new line of a plan is by: whom git knows, now or at the time of `PGPM_FROZEN_TIME`. */
export async function attributionFor(tree: Tree): Promise<Attribution> {
  const { readAttribution } = await loadAuthoring();
  const cwd = existsSync(tree.root) ? tree.root : process.cwd();
  return readAttribution({ cwd, env: process.env, now: () => new Date() });
}
