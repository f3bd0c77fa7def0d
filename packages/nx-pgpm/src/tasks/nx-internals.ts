import type * as Internals from '@nx/devkit/internal';

/** What Nx has for its own plugins; undefined before Nx 23. Nothing else in this package uses internals of Nx. */
export async function loadInternals(): Promise<typeof Internals | undefined> {
  try {
    return await import('@nx/devkit/internal');
  } catch {
    return undefined;
  }
}
