import { splitStatements } from '../../src/formats/sql.js';
import { TestDatabase } from '../support/database.js';
import { statementRows } from '../support/statement-rows.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await TestDatabase.create();
  await database.client.query('create table t (a int); create table u (a int)');
});
afterAll(() => database.drop());
beforeEach(() => database.client.query('begin'));
afterEach(() => database.client.query('rollback'));

/** How many statements the server finds in a text. Blank text has a result, too, but one without a command. */
async function countOnServer(sql: string): Promise<number> {
  const result: unknown = await database.client.query(sql);
  const results = Array.isArray(result) ? result : [result];
  return results.filter((one: { command: string | null }) => one.command !== null).length;
}

test.each(statementRows)('the server counts the same statements: %s', async (_, script, expected) => {
  expect(await countOnServer(script)).toBe(expected.length);
});

test.each(statementRows)('the server takes each statement by itself: %s', async (_, script) => {
  for (const { start, end } of splitStatements(script)) {
    expect(await countOnServer(script.slice(start, end))).toBe(1);
  }
});
