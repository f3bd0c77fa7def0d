import { ctrlC, type Typed } from './terminal.js';
import { moduleFiles, type Files } from './workspace.js';

/** What the examples of a page find when they are run. */
export interface Scene {
  readonly files: Files;
  /** What is deployed before each block, on the embedded server and on that of the reader; all else is not there. */
  readonly deployed?: readonly string[];
  /** By command: what a reader types while it runs. */
  readonly typed?: Readonly<Record<string, readonly Typed[]>>;
}

const tag = (name: string): string => `@${name} 2026-01-01T00:00:00Z Ann <ann@example.com>\n`;

/** Two changes, with a release between them. */
const jobs = edited(moduleFiles({ folder: 'jobs', changes: { queue: [], workers: ['queue'] } }), {
  'libs/jobs/pgpm.plan': (plan) => plan.replace('workers [', `${tag('v1')}workers [`),
});

const shop = moduleFiles({ folder: 'shop', changes: {} });

const view = 'schemas/ledger/views/totals';
const ledger = moduleFiles({
  folder: 'ledger',
  changes: { 'schemas/ledger/schema': [], [view]: ['schemas/ledger/schema'] },
  scripts: {
    'deploy/schemas/ledger/schema.sql': 'create schema ledger;\n',
    'verify/schemas/ledger/schema.sql': `select 'ledger'::regnamespace;\n`,
    'revert/schemas/ledger/schema.sql': 'drop schema ledger;\n',
    [`deploy/${view}.sql`]: 'create view ledger.totals as select 0 as total;\n',
    [`verify/${view}.sql`]: `select 'ledger.totals'::regclass;\n`,
    [`revert/${view}.sql`]: 'drop view ledger.totals;\n',
  },
});

/** Where the configurations of a reader lead. */
const places: Files = {
  '.env.staging.local': 'PGSERVICE=staging\n',
  '.env.production.local': 'PGSERVICE=production\n',
};

const production = {
  'nx-pgpm:deploy': { configurations: { production: { production: true } } },
};

/** By page. One that is not here has no examples, or all of them are in a guide. */
export const scenes: Readonly<Record<string, Scene>> = {
  'executors/deploy': {
    files: { ...jobs, ...places, ...settings({ targetDefaults: production }) },
    typed: { 'nx run jobs:deploy:production --no-batch': [{ when: 'Say where', keys: 'db.example.com/app\r' }] },
  },
  'executors/verify': { files: jobs, deployed: ['jobs'] },
  'executors/revert': { files: jobs, deployed: ['jobs'] },
  'executors/status': { files: jobs },
  'executors/output': { files: jobs },
  'executors/check': { files: jobs },
  'executors/package': { files: jobs },
  'executors/db': { files: jobs, typed: { 'nx run jobs:db': [{ when: 'ready', keys: ctrlC }] } },
  'generators/init': { files: { 'nx.json': '{}' } },
  'generators/change': {
    files: shop,
    typed: {
      'nx g nx-pgpm:change': [
        { when: 'What kind', keys: 'schema\r' },
        { when: 'What does the change make', keys: 'billing\r' },
      ],
    },
  },
  'generators/module': { files: {} },
  'generators/tag': { files: ledger },
  'generators/rename': { files: ledger },
  'generators/move': { files: ledger },
  'generators/remove': {
    files: edited(ledger, { 'libs/ledger/pgpm.plan': (plan) => plan + tag('v2') }),
  },
  'generators/configuration': { files: { ...ledger, ...places } },
  'generators/convert-to-inferred': {
    files: {
      ...ledger,
      'libs/ledger/project.json': JSON.stringify({ targets: { deploy: { executor: 'nx-pgpm:deploy' } } }),
    },
  },
  'generators/sync': {
    files: {
      ...shop,
      ...edited(jobs, { 'libs/jobs/package.json': (text) => text.replace('1.0.0', '2.0.0') }),
    },
  },
};

/** What every page finds: a workspace as `nx add nx-pgpm` leaves it. */
export const setUp: Files = {
  ...settings({}),
  'pgpm.json': JSON.stringify({ packages: ['libs/modules/*', 'packages/*'] }),
  '.gitignore': 'node_modules\n.nx\n.pgpm\ndist\n.env*.local\n',
};

/** Modules are where the pages have them. */
export function inPlace(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace(/^libs\//, 'libs/modules/'), text]),
  );
}

function settings(more: object): Files {
  const own = { analytics: false, neverConnectToCloud: true, tui: { enabled: false } };
  const added = { plugins: ['nx-pgpm'], sync: { globalGenerators: ['nx-pgpm:sync'] } };
  return { 'nx.json': JSON.stringify({ ...own, ...added, ...more }) };
}

function edited(files: Files, edits: Readonly<Record<string, (text: string) => string>>): Files {
  return {
    ...files,
    ...Object.fromEntries(Object.entries(edits).map(([path, edit]) => [path, edit(files[path] ?? '')])),
  };
}
