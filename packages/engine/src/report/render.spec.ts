import { EngineError, isCodedError } from '../errors/index.js';
import { jsonReport } from './json-report.js';
import { renderPlanned } from './render-planned.js';
import { renderError } from './render-error.js';
import { renderEvent } from './render-event.js';
import { renderStatus } from './render-status.js';

const failed = new EngineError(
  'CHANGE_FAILED',
  {
    operation: 'deploy',
    sqlState: '42P01',
    reason: 'relation "nope" does not exist',
    detail: undefined,
    serverHint: 'Look closer.',
    where: undefined,
    excerpt: '  1 | select 1;\n> 2 | select * from nope;',
    state: { rolledBack: ['shop:a'], kept: ['base:x'] },
  },
  {
    module: 'shop',
    change: 'b',
    place: { file: 'modules/shop/deploy/b.sql', line: 2, column: 15 },
    hint: 'an object is missing',
  },
);

test('what the server refuses outside of scripts comes with where it was raised', () => {
  const fields = { sqlState: 'P0001', reason: 'no', where: 'PL/pgSQL function public.guard() line 1' };
  expect(renderError(new EngineError('DATABASE_ERROR', fields))).toContain(
    '\n  where: PL/pgSQL function public.guard() line 1',
  );
});

test('a failed change tells code, place, excerpt, what stays and what to do', () => {
  expect(renderError(failed)).toBe(
    [
      'error CHANGE_FAILED in shop:b: deploy failed with 42P01: relation "nope" does not exist',
      '  at: modules/shop/deploy/b.sql:2:15',
      '    1 | select 1;',
      '  > 2 | select * from nope;',
      '  server hint: Look closer.',
      '  rolled back: shop:a and the failed change',
      '  kept: base:x',
      '  hint: an object is missing',
    ].join('\n'),
  );
});

test('several findings are printed one by one, then counted', () => {
  const missing = (change: string): EngineError =>
    new EngineError('SCRIPT_MISSING', { kind: 'deploy', path: `m/deploy/${change}.sql` }, { module: 'm', change });
  const text = renderError(new EngineError('PREFLIGHT_FAILED', { problems: [missing('a'), missing('b')] }));
  expect(text.split('\n\n')).toEqual([
    'error SCRIPT_MISSING in m:a: deploy script m/deploy/a.sql does not exist',
    'error SCRIPT_MISSING in m:b: deploy script m/deploy/b.sql does not exist',
    'PREFLIGHT_FAILED: 2 problems found, nothing was changed',
  ]);
});

test('text from elsewhere cannot pass for a line of ours', () => {
  const change = 'x\nerror FAKE in m';
  const orphaned = new EngineError('ORPHANED_CHANGE', { change, similar: undefined }, { module: 'm', change });
  const module = { planned: 0, deployed: [], pending: [], changed: [], orphaned: [change], outOfOrder: false };
  const notice = { severity: 'WARNING', message: change };
  const texts = [
    renderError(orphaned),
    renderEvent({ kind: 'notice', module: 'm', change, notice }) ?? '',
    renderStatus([{ module: 'm', ...module, partial: [], tag: undefined }]),
  ];
  for (const text of texts) expect(text).not.toMatch(/^ {0,2}error FAKE/m);
});

test('a long list is cut, and says so', () => {
  const affects = Array.from({ length: 12 }, (_, n) => `m:c${n}`);
  const text = renderError(new EngineError('CONFIRMATION_REQUIRED', { operation: 'revert', affects }));
  expect(text).toContain('m:c9 and 2 more');
});

test('the JSON shape has code, place and fields, and no cause', () => {
  const secret = new Error('postgresql://u:secret@h/d');
  const error = new EngineError(
    'DATABASE_MISSING',
    { database: 'd' },
    { cause: secret, place: { file: 'f', line: 3 } },
  );
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    code: 'DATABASE_MISSING',
    message: 'database "d" does not exist',
    severity: 'error',
    file: 'f',
    line: 3,
    data: { database: 'd' },
  });
});

test.each([
  [0.26, '+ m:c 0.3 ms'],
  [12.4, '+ m:c 12 ms'],
  [1234, '+ m:c 1.2 s'],
])('a deployed change is one line with its time: %s ms', (ms, line) => {
  expect(renderEvent({ kind: 'change:done', operation: 'deploy', module: 'm', change: 'c', ms })).toBe(line);
});

test('errors are not printed as progress: they are thrown, and printed then', () => {
  expect(renderEvent({ kind: 'change:fail', problem: failed })).toBeUndefined();
  expect(renderEvent({ kind: 'preflight:issue', problem: failed })).toBeUndefined();
});

const since = (change: string) => ({ change, deployedAt: '2026-01-01T00:00:00Z' });

test('status is a line per module, with what needs attention below', () => {
  const clean = { changed: [], orphaned: [], outOfOrder: false, partial: [], tag: undefined };
  expect(
    renderStatus([
      { module: 'base', planned: 2, deployed: [since('a'), since('b')], pending: [], ...clean, tag: 'v1' },
      { module: 'a', planned: 1, deployed: [], pending: ['x'], ...clean, orphaned: ['gone'], outOfOrder: true },
    ]),
  ).toBe(
    [
      'base  2/2 deployed @v1',
      'a     0/1 deployed',
      '  pending: x',
      '  orphaned: gone',
      '  deployed in another order than planned',
    ].join('\n'),
  );
});

/** An error of another package with the shape of ours. */
class ForeignError extends Error {
  readonly code = 'NO_SERVER';
  readonly hint = 'start one';

  toJSON(): Record<string, unknown> {
    return { code: this.code, message: this.message };
  }
}

test('errors of the same shape are printed alike; what has no such shape is a bug', () => {
  const foreign = new ForeignError('there is none');
  expect(renderError(foreign)).toBe('error NO_SERVER: there is none\n  hint: start one');
  expect(isCodedError(foreign)).toBe(true);
  expect(isCodedError(Object.assign(new Error('gone'), { code: 'ENOENT' }))).toBe(false);
});

test('a report for machines has all findings, and of a database only what may be shown', () => {
  const database = { source: 'option', describe: 'here', psql: 'psql', config: { password: 'hush' } };
  const subject = { operation: 'deploy', modules: ['a'], database };
  expect(jsonReport(subject, { success: true, summary: 'done', result: {} })).toEqual({
    version: 1,
    operation: 'deploy',
    modules: ['a'],
    database: { source: 'option', place: 'here', psql: 'psql' },
    success: true,
    summary: 'done',
    result: {},
  });
  const problems = [
    new EngineError('DATABASE_MISSING', { database: 'a' }),
    new EngineError('DATABASE_MISSING', { database: 'b' }),
  ];
  const error = new EngineError('PREFLIGHT_FAILED', { problems });
  expect(jsonReport(subject, { success: false, summary: 'no', error })).toMatchObject({
    success: false,
    errors: [{ code: 'DATABASE_MISSING' }, { code: 'DATABASE_MISSING' }],
  });
  expect(jsonReport(subject, { success: false, summary: 'skipped' })).toMatchObject({ errors: [] });
});

test('a dry run is a line for each change, then their scripts; a real one has been told already', () => {
  const changes = [
    { package: 'shop', name: 'a', sql: 'create table a ();\n' },
    { package: 'shop', name: 'b' },
  ];
  const text = '+ shop:a\n+ shop:b\n\n-- deploy shop:a\ncreate table a ();';
  expect(renderPlanned({ operation: 'deploy', dryRun: true, changes })).toBe(text);
  expect(renderPlanned({ operation: 'deploy', dryRun: false, changes })).toBe('');
});
