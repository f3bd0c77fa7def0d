import type { TestSuite } from '@pgpm/engine/report';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Invocation } from '../cli/invocation.js';
import { text } from '../cli/option.js';

export const junit = text('--junit <file>', 'Also write the result as JUnit XML.');

/**
 * Makes sure that the result can be written before the long work begins, and that no older one is taken for it.
 *
 * @returns what writes it.
 */
export async function prepareJUnit({ cwd, value }: Invocation): Promise<(suites: readonly TestSuite[]) => void> {
  const file = value(junit);
  if (file === undefined) return () => undefined;
  const path = resolve(cwd, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  const { renderJUnit } = await import('@pgpm/engine/report');
  return (suites) => writeFileSync(path, renderJUnit(suites));
}
