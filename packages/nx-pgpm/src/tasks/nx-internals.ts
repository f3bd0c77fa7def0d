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
