import type { TestDatabase } from '@pgpm/testing';

/** A fenced `sql` block, and the table of its result when one stands right below it. */
interface Step {
  readonly sql: string;
  readonly table: string | undefined;
}

/**
 * Runs the `sql` blocks below a heading of a README, in order. The last statement of a block has to give the table that
 * stands right below the block: the same columns and rows, in the same order, as psql would print them (null is `NULL`).
 * Backquotes around a cell do not count.
 *
 * @throws when a block fails, when nothing stands below the heading, or when no block has a table.
 */
export async function expectExample(db: TestDatabase, readme: string, heading = 'Example'): Promise<void> {
  const steps = stepsBelow(readme, heading);
  expect(steps.some(({ table }) => table !== undefined)).toBe(true);
  for (const { sql, table } of steps) {
    const query = { text: sql, rowMode: 'array' as const, types: { getTypeParser: () => String } };
    const answer: unknown = await db.client.query(query);
    if (table === undefined) continue;
    const [titles = '', , ...lines] = table.trim().split('\n');
    const { fields, rows } = lastResult(answer);
    expect(fields.map((field) => field.name)).toEqual(cells(titles));
    expect(rows.map((row) => row.map((value) => value ?? 'NULL'))).toEqual(lines.map(cells));
  }
}

function stepsBelow(readme: string, heading: string): readonly Step[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return Array.from(section.matchAll(/```sql\n([^]*?)```\n(?:\n((?:\|.*(?:\n|$))+))?/g), ([, sql = '', table]) => ({
    sql,
    table,
  }));
}

interface Result {
  readonly fields: readonly { readonly name: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The driver answers one statement with a result, and several with a list of them. */
function lastResult(answer: unknown): Result {
  const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
  return last as Result;
}

/** The cells of a line of a Markdown table. */
function cells(line: string): readonly string[] {
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .trim()
        .replace(/^`(.*)`$/, '$1')
        .replaceAll('\\|', '|'),
    );
}
