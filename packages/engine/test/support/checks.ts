import { createScratchDatabase, findDatabase } from '@pgpm/postgres';
import { check, openWorkspace, type CheckOptions, type CheckResult } from '../../src/index.js';
import { TemporaryWorkspace, type ModuleFiles, type Scripts } from './workspace.js';

/** A change and its scripts, in short. */
export interface ChangeText extends Scripts {
  readonly name: string;
  readonly requires?: readonly string[];
}

/** A module `shop` with these changes, in this order. */
export function shopOf(changes: readonly ChangeText[]): ModuleFiles {
  return {
    plan: changes.map(({ name, requires = [] }) => (requires.length > 0 ? `${name} [${requires.join(' ')}]` : name)),
    scripts: Object.fromEntries(
      changes.map(({ name, deploy = '', revert = '', verify = '' }) => [name, { deploy, revert, verify }]),
    ),
  };
}

/** Checks a module of a workspace on the test server. */
export async function checkModule(
  workspace: TemporaryWorkspace,
  target: string,
  options: Partial<CheckOptions> = {},
): Promise<CheckResult> {
  const server = await findDatabase({ cwd: __dirname, cluster: 'test' });
  return check({
    workspace: openWorkspace(workspace.root),
    target,
    scratch: () => createScratchDatabase(server, target),
    ...options,
  });
}

/** Checks `shop` with these changes; the workspace is gone afterwards. */
export async function checkShop(
  changes: readonly ChangeText[],
  options: Partial<CheckOptions> = {},
): Promise<CheckResult> {
  const workspace = new TemporaryWorkspace({ shop: shopOf(changes) });
  try {
    return await checkModule(workspace, 'shop', options);
  } finally {
    workspace.remove();
  }
}

/** Every finding as `code change`. */
export function found({ problems }: CheckResult): readonly string[] {
  return problems.map(({ code, change }) => `${code} ${change ?? '-'}`);
}

/** What findings say differs, as `kind name: before → after`; a property that is not there is `-`. */
export function differences({ problems }: CheckResult): readonly string[] {
  return problems.flatMap((problem) => {
    const { fields } = problem;
    if (!('differences' in fields)) return [];
    return fields.differences.map(({ kind, name, before, after }) =>
      `${kind} ${name}: ${before ?? '-'} → ${after ?? '-'}`.replaceAll('\n', ' | '),
    );
  });
}

/** A table to work on: found before its change is deployed, it is missing. */
export const items: ChangeText = {
  name: 'items',
  deploy: `create table public.items (id bigint generated always as identity, code text, price int);`,
  revert: 'drop table public.items;',
  verify: `select id, code, price from public.items where false;`,
};
