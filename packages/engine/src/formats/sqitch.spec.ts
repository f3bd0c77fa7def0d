import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, Reference } from '../model/index.js';
import { editPlan } from './edit.js';
import { parsePlan } from './plan/index.js';

const read = (file: string): string => readFileSync(join(__dirname, '../../test/fixtures/sqitch', file), 'utf8');

/** A plan in the words of `sqitch plan`; the command is in the README of the fixtures. */
function asSqitchTells({ changes, tags }: Plan): string {
  const list = (texts: readonly string[]): string => texts.map((text) => ` ${text}`).join('');
  const textsOf = (references: readonly Reference[]): readonly string[] => references.map(({ text }) => text);
  return changes
    .map(({ name, writtenAs = name, requires, conflicts, timestamp = '', planner = '', email = '', note = '' }) =>
      [
        `change ${writtenAs}`,
        `requires${list(textsOf(requires))}`,
        `conflicts${list(textsOf(conflicts))}`,
        `tags${list(tags.filter((tag) => tag.change === name).map((tag) => `@${tag.name}`))}`,
        `planner ${planner} <${email}>`,
        `planned ${timestamp}`,
        `note ${note}\n\n`,
      ].join('\n'),
    )
    .join('');
}

test.each(['by-sqitch', 'by-pgpm'])('%s.plan is read as Sqitch reads it', (name) => {
  const { plan, problems } = parsePlan(read(`${name}.plan`), `${name}.plan`);
  expect(problems).toEqual([]);
  expect(asSqitchTells(plan)).toBe(read(`${name}.txt`));
});

test('a change that Sqitch has reworked has the scripts that Sqitch gave it', () => {
  const { plan } = parsePlan(read('by-sqitch.plan'), 'by-sqitch.plan');
  expect(plan.changes.map(({ name }) => name)).toEqual([
    'appschema',
    'users/table',
    'users/insert@v1.0.0-dev1',
    'lists',
    'users/insert',
    'naïve-é',
  ]);
});

test('by-pgpm.plan is what is written today', () => {
  const who = { timestamp: '2026-02-03T04:05:06Z', planner: 'Ada Lovelace', email: 'ada@example.test' };
  const refer = (...texts: readonly string[]): readonly Reference[] => texts.map((text) => ({ text }));
  const note = 'Two lines:\nthe second, with a \\ backslash # and a mark';
  const { text } = editPlan('%syntax-version=1.0.0\n%project=shop\n%uri=shop\n')
    .appendChange({ ...who, name: 'schemas/app/schema', requires: [], conflicts: [], note: 'add schemas/app/schema' })
    .appendChange({
      ...who,
      name: 'schemas/app/tables/bücher/table',
      requires: refer('schemas/app/schema', 'base:roles', 'base:@v1'),
      conflicts: refer('old', 'base:old'),
      note,
    })
    .appendTag({ ...who, name: 'v1.0', note: 'as it was shown' })
    .appendTag({ ...who, name: 'first' }, 'schemas/app/schema')
    .appendChange({
      ...who,
      name: 'plain',
      requires: refer('schemas/app/schema@v1.0'),
      conflicts: [],
      planner: 'Grace <#1> Hopper',
    })
    .appendTag({ ...who, name: 'v1.1' });
  expect(text).toBe(read('by-pgpm.plan'));
});
