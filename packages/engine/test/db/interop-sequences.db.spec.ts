import { join } from 'node:path';
import fc from 'fast-check';
import { openWorkspace, revert } from '../../src/index.js';
import { Harness } from '../support/harness.js';
import { ReferenceImplementation } from '../support/reference.js';
import { sharedRows } from '../support/registry.js';
import type { ModuleFiles, Scripts, TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const stamp = '2024-01-01T00:00:00Z dev <dev@example.test>';

/** Adds a column, if there is a table to add it to: a change that was only recorded has made none. */
const column = (table: string, name: string): Scripts => ({
  deploy: `alter table if exists public.${table} add column ${name} int;\n`,
  revert: `alter table if exists public.${table} drop column if exists ${name};\n`,
});
const table = (name: string): Scripts => ({
  deploy: `-- a remark\ncreate table public.${name} ();\n`,
  revert: `drop table if exists public.${name};\n`,
});

const modules: Readonly<Record<string, ModuleFiles>> = {
  base: {
    plan: ['a', 'b [a]', `@v1 ${stamp}`, 'c [b a]', 'd', `@v2 ${stamp}`],
    scripts: {
      a: table('a'),
      b: column('a', 'b'),
      c: { ...column('a', 'c'), deploy: `BEGIN;\n${column('a', 'c').deploy ?? ''}COMMIT;` },
      d: table('d'),
    },
  },
  shop: {
    plan: ['e [base:@v1]', 'é/f [e base:d]', `@v1 ${stamp}`, 'g [é/f base:a]', 'h [g base:@v2]'],
    requires: ['base'],
    scripts: { e: table('e'), 'é/f': column('e', 'f'), g: table('g'), h: column('g', 'h') },
  },
};
const names = { base: ['a', 'b', 'c', 'd'], shop: ['e', 'é/f', 'g', 'h'] } as const;
const tags: Readonly<Record<string, string>> = { 'base:b': '@v1', 'base:d': '@v2', 'shop:é/f': '@v1' };
type Name = keyof typeof names;

/** A command with dice for all its choices. What they mean depends on what is deployed when its turn comes. */
const dice = fc.record({
  verb: fc.constantFrom('deploy', 'deploy', 'revert', 'log-only'),
  module: fc.constantFrom<Name>('base', 'shop'),
  place: fc.nat(100),
  byTag: fc.boolean(),
  tool: fc.constantFrom('ours', 'reference'),
});
type Dice = typeof dice extends fc.Arbitrary<infer T> ? T : never;

interface Command {
  readonly verb: 'deploy' | 'revert';
  readonly logOnly: boolean;
  readonly module: Name;
  /** The last change to deploy, or the one to go back to; absent for the whole module. */
  readonly to: string | undefined;
  readonly byTag: boolean;
  readonly tool: string;
}

/**
 * Commands on which both tools agree. Left out is where the reference differs on purpose of nobody: it runs past targets that
 * are deployed, and reverts modules that have nothing to do with it.
 */
function commandsOf(rolls: readonly Dice[]): readonly Command[] {
  const deployed = { base: 0, shop: 0 };
  return rolls.flatMap(({ verb, module, place, byTag, tool }): readonly Command[] => {
    const now = deployed[module];
    const all = names[module].length;
    const common = { module, byTag, tool };
    if (verb === 'revert') {
      if (now === 0 || (module === 'base' && deployed.shop > 0)) return [];
      const keep = place % now;
      deployed[module] = keep;
      return [{ ...common, verb, logOnly: false, to: keep === 0 ? undefined : names[module][keep - 1] }];
    }
    if (now === all) return [];
    const end = now + 1 + (place % (all - now));
    deployed[module] = end;
    if (module === 'shop') deployed.base = names.base.length;
    const to = end === all ? undefined : names[module][end - 1];
    return [{ ...common, verb: 'deploy', logOnly: verb === 'log-only', to }];
  });
}

async function runOurs(workspace: TemporaryWorkspace, { verb, module, to, byTag, logOnly }: Command): Promise<void> {
  const target = byTag ? (tags[`${module}:${to ?? ''}`] ?? to) : to;
  const options = {
    workspace: openWorkspace(workspace.root),
    targets: [module],
    to: target,
    database: harness.database.config,
  };
  if (verb === 'revert') await revert({ ...options, recursive: false });
  else await harness.deploy(workspace, { ...options, logOnly });
}

async function runReference(reference: ReferenceImplementation, { verb, module, to, logOnly }: Command): Promise<void> {
  if (verb === 'revert') return reference.revert(module, to);
  if (module === 'shop') await reference.deploy('base', undefined, logOnly);
  return reference.deploy(module, to, logOnly);
}

async function schema(): Promise<readonly unknown[]> {
  return harness.database.column(
    `select format('%s.%s', c.relname, a.attname) from pg_class as c
     left join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
}

/** Runs the commands on an empty database, each with the tool that `toolOf` says, and tells what is there in the end. */
async function resultOf(
  workspace: TemporaryWorkspace,
  commands: readonly Command[],
  toolOf: (command: Command) => string,
): Promise<unknown> {
  await harness.database.client.query(
    'drop schema if exists pgpm_migrate cascade; drop schema public cascade; create schema public',
  );
  const reference = new ReferenceImplementation(harness.database.config, (name) =>
    join(workspace.root, 'modules', name),
  );
  try {
    for (const command of commands) {
      if (toolOf(command) === 'ours') await runOurs(workspace, command);
      else await runReference(reference, command);
    }
  } finally {
    await reference.close();
  }
  return { ...(await sharedRows(harness.database)), schema: await schema() };
}

test.each([20_240_101, 42])(
  'random commands by either tool, or by both in turns, leave the same (seed %i)',
  async (seed) => {
    const workspace = harness.workspace(modules);
    await fc.assert(
      fc.asyncProperty(fc.array(dice, { minLength: 3, maxLength: 9 }), async (rolls) => {
        const commands = commandsOf(rolls);
        fc.pre(commands.length > 1);
        const expected = await resultOf(workspace, commands, () => 'reference');
        expect(await resultOf(workspace, commands, () => 'ours')).toEqual(expected);
        expect(await resultOf(workspace, commands, ({ tool }) => tool)).toEqual(expected);
      }),
      { seed, numRuns: 12 },
    );
  },
);
