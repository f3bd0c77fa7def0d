import type * as Internals from '@nx/devkit/internal';

/**
 * What Nx has for its own plugins; undefined before Nx 23. Of this package, only its namesake of the graph uses
 * internals of Nx besides, and the version actions of a release, which extend those of npm packages.
 */
export async function loadInternals(): Promise<typeof Internals | undefined> {
  try {
    return await import('@nx/devkit/internal');
  } catch {
    return undefined;
  }
}

/**
 * The function that lets Node load TypeScript. Nx has loaded it wherever a plugin runs from its sources, while all that
 * is behind `loadInternals` would be loaded for it alone, in a fifth of a second.
 */
export async function loadTypeScriptLoader(): Promise<(tsconfig: string) => unknown> {
  return (await import('nx/src/plugins/js/utils/register.js')).registerTsProject;
}
