import { existsSync } from 'node:fs';
import type { Tree } from '@nx/devkit';
import { loadAuthoring, parseConfig, type Attribution } from '@pgpm/engine';

/**
 * Who a new line of a plan is by: whom pgpm.json names, else whom git knows, now or at the time of `PGPM_FROZEN_TIME`. A
 * pgpm.config.js is code, and is not run here.
 */
export async function attributionFor(tree: Tree): Promise<Attribution> {
  const { readAttribution } = await loadAuthoring();
  const cwd = existsSync(tree.root) ? tree.root : process.cwd();
  const { planner } = parseConfig(tree.read('pgpm.json', 'utf8') ?? '{}', 'pgpm.json').config;
  return readAttribution({ cwd, env: process.env, now: () => new Date(), planner });
}
