import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { loadTypeScriptLoader } from './nx-internals.js';

/**
 * Where the plugin runs from its sources, keeps TypeScript loadable while an executor works: Nx takes its loader away
 * once it has loaded the executor, but the engine loads what talks to a database when it is first needed. Does nothing
 * in an installed plugin.
 */
export async function keepSourcesLoadable(root: string): Promise<void> {
  const tsconfig = join(root, 'tsconfig.base.json');
  if (!__filename.endsWith('.ts') || !existsSync(tsconfig)) return;
  const registerTsProject = await loadTypeScriptLoader();
  registerTsProject(tsconfig);
  resolveJsToTs(nodeModule.default);
}

/** Node's resolver of `require`. It has no public types. */
interface Resolver {
  _resolveFilename(request: string, ...rest: readonly unknown[]): string;
}

/**
 * Sources import `./x.js` and mean `x.ts`. Nx teaches that to Node once per process, and does not do so again after it
 * has put the resolver back (seen in Nx 23.2.1). Can go when Nx does.
 */
function resolveJsToTs(resolver: unknown): void {
  if (!isResolver(resolver)) return;
  const original = resolver._resolveFilename.bind(resolver);
  resolver._resolveFilename = (request, ...rest) => {
    try {
      return original(request, ...rest);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(request)) throw error;
      return original(request.replace(/\.js$/, '.ts'), ...rest);
    }
  };
}

function isResolver(value: unknown): value is Resolver {
  return typeof value === 'function' && '_resolveFilename' in value;
}
