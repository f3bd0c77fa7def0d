import { version } from 'nx/package.json';
import { DependencyType } from 'nx/src/config/project-graph.js';

/**
 * What the graph takes from Nx. `@nx/devkit` has it too, but loads a quarter of a second of generators with it, in every
 * command. Both files are the same in Nx 22 to 24.
 */
export const nxMajor = Number.parseInt(version, 10);
export const staticDependency = DependencyType.static;
