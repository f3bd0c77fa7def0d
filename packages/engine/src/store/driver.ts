import { createRequire } from 'node:module';
import type * as Driver from 'pg';

/**
 * The database driver, without what it loads in vain. It asks a `Response` whether it runs in a Cloudflare worker, unless
 * there is a `navigator` to ask, and on Node 20 that loads all of `fetch`, which takes as long as connecting. So it meets a
 * navigator while it loads. Can go when Node 20, which has none of its own, is no longer supported.
 */
function loadDriver(): typeof Driver {
  const load = createRequire(__filename);
  if ('navigator' in globalThis) return load('pg') as typeof Driver;
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'Node.js' }, configurable: true });
  try {
    return load('pg') as typeof Driver;
  } finally {
    Reflect.deleteProperty(globalThis, 'navigator');
  }
}

export type Client = Driver.Client;
export const { Client } = loadDriver();
