import { hash as digest } from 'node:crypto';

/** Where something stands in the text; no part of the hash. */
const positions: ReadonlySet<string> = new Set(['location', 'stmt_len', 'stmt_location']);

/**
 * How other tools take the hash of a script with `hashMethod: "ast"` (docs/formats.md §8); the function gives undefined
 * for what the parser cannot read. Undefined where `libpg-query` is not installed.
 */
export async function loadTreeHash(): Promise<((sql: string) => Promise<string | undefined>) | undefined> {
  const parser = await import('libpg-query').catch(() => undefined);
  if (parser === undefined) return undefined;
  return async (sql) => {
    try {
      const tree = await parser.parse(sql);
      return digest(
        'sha256',
        JSON.stringify(tree, (key, value: unknown) => (positions.has(key) ? undefined : value)),
      );
    } catch {
      return undefined;
    }
  };
}
