const isMissing = !('navigator' in globalThis);

if (isMissing) {
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'Node.js' }, configurable: true });
}

/**
 * Takes the `navigator` away that a driver meets while it loads, when this module is imported before it. `pg` asks a `Response`
 * whether it runs in a Cloudflare worker, unless there is a `navigator` to ask, and on Node 20 that loads all of `fetch`, which takes
 * as long as connecting. Can go when Node 20, which has none of its own, is no longer supported.
 */
export function withdrawNavigator(): void {
  if (isMissing) Reflect.deleteProperty(globalThis, 'navigator');
}
