/** The Nx plugin. Every Nx command loads it, so nothing here or below may load a database driver, or `@nx/devkit`. */
import { createNodes } from './graph/create-nodes.js';

export const name = 'nx-pgpm';
export { createNodes };
/** The name that Nx 22 looks for. */
export const createNodesV2 = createNodes;
export { createDependencies } from './graph/create-dependencies.js';
export type { PgpmPluginOptions } from './graph/options.js';
export type { PgpmMetadata } from './graph/pgpm-metadata.js';
