import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { bin, cleanEnvironment } from './support/pgpm.js';
import { TemporaryWorkspace } from './support/workspace.js';

const guide = readFileSync(resolve(__dirname, '../../../docs/guides/existing-database.md'), 'utf8');
/** What follows `<!-- file: … -->`, else what its fence says. */
const blocks = [...guide.matchAll(/(?:<!-- file: (.+) -->\n\n)?^```(\w+)\n([^]*?)^```$/gm)];

const schema = `create extension if not exists citext with schema public;
create table public.customers (id int primary key, email citext);
`;
const program = (text: string): string => `#!/bin/sh\n${text}\n`;
const header = '%syntax-version=1.0.0\n%project=flipr\n\n';
const line = (change: string): string => `${change} 2024-01-01T00:00:00Z Ann <ann@example.com> # a note\n`;
const sqitch = (sql: string): string => `BEGIN;\n\n${sql};\n\nCOMMIT;\n`;

let folder: TemporaryWorkspace;
let database: ScratchDatabase;
beforeAll(async () => {
  folder = new TemporaryWorkspace({
    'bin/npm': program('exit 0'),
    'bin/npx': program(`shift; exec '${process.execPath}' '${bin}' "$@"`),
    'bin/pg_dump': program(`cat <<'end'\n\\restrict x\n${schema}\\unrestrict x\nend`),
    'shop/pgpm.json': '{ "packages": ["packages/*"] }',
    'flipr/sqitch.plan': `${header}${line('schema')}${line('users [schema]')}${line('posts [users]')}`,
    'flipr/deploy/schema.sql': sqitch('create schema flipr'),
    'flipr/deploy/users.sql': sqitch('create table flipr.users ()'),
    'flipr/deploy/posts.sql': sqitch('create table flipr.posts ()'),
    'flipr/revert/schema.sql': sqitch('drop schema flipr'),
    'flipr/revert/users.sql': sqitch('drop table flipr.users'),
    'flipr/revert/posts.sql': sqitch('drop table flipr.posts'),
    'flipr/verify/schema.sql': sqitch(`select 'flipr'::regnamespace`),
    'flipr/verify/users.sql': sqitch(`select from flipr.users`),
    'flipr/verify/posts.sql': sqitch(`select from flipr.posts`),
  });
  for (const name of ['npm', 'npx', 'pg_dump']) chmodSync(join(folder.root, 'bin', name), 0o755);
  database = await createScratchDatabase();
  await database.query(`${schema}create schema flipr; create table flipr.users ();`);
});
afterAll(async () => {
  folder.remove();
  await database.teardown();
});

test('the guide leads an existing database, and one of Sqitch, to where it says', () => {
  let output = '';
  for (const [, file, language, text = ''] of blocks) {
    if (file !== undefined) folder.write({ [`shop/${file}`]: text });
    if (language === 'sh') output = run(text);
    if (language === 'text') for (const shown of text.trim().split('\n')) expect(output).toContain(shown);
  }
  expect(folder.read('shop/packages/crm/deploy/baseline.sql')).toBe(schema);
});

/** Lines of the guide, as a reader runs them. */
function run(script: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', script], {
    cwd: join(folder.root, 'shop'),
    encoding: 'utf8',
    env: {
      ...cleanEnvironment(),
      DATABASE_URL: database.url,
      PATH: `${join(folder.root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    },
  });
  if (status !== 0) throw new Error(`${script} ended with ${String(status)}:\n${stdout}${stderr}`);
  return stdout;
}
