import type { TestDatabase } from '@pgpm/testing';
import { openDatabase, readText } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());

/** A cell of a Markdown table, as psql would print it. */
const cells = (line: string): readonly string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

/** The text below a heading. */
const section = (heading: string): string =>
  readText('README.md').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

test('each statement of the example has the result that stands below it', async () => {
  const steps = [...section('Example').matchAll(/```sql\n([^]*?)```\n\n((?:\|.*\n)+)/g)];
  expect(steps).toHaveLength(8);
  for (const [, sql = '', table = ''] of steps) {
    const [titles = '', , ...lines] = table.trim().split('\n');
    const { fields, rows } = await db.client.query<unknown[]>({
      text: sql,
      rowMode: 'array',
      types: { getTypeParser: () => String },
    });
    expect(fields.map((field) => field.name)).toEqual(cells(titles));
    expect(rows.map((row) => row.map((value) => value ?? 'NULL'))).toEqual(lines.map(cells));
  }
});

test('the other statements run as well', async () => {
  await db.query('create table public.orders (id int, address text)');
  const blocks = ['Public objects', 'Roles and privileges'].flatMap((heading) => [
    ...section(heading).matchAll(/```sql\n(.*?)```/gs),
  ]);
  expect(blocks).toHaveLength(2);
  for (const [, sql = ''] of blocks) await db.query(sql);
  await db.query(`insert into public.orders values (1, 'here')`);
  expect(await db.one('select task_identifier, payload from app_jobs.jobs')).toEqual({
    task_identifier: 'ship',
    payload: { id: '1', address: 'here' },
  });
});
