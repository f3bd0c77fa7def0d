import { checkShop } from '../support/checks.js';

test.each([
  ['a deploy', { deploy: '-- pgpm: timeout 50ms\n\nselect pg_sleep(1);' }, 'statement', '50ms'],
  [
    'a deploy without a transaction',
    { deploy: '-- pgpm: no-transaction\n-- pgpm: timeout 50ms\n\nselect pg_sleep(1);' },
    'statement',
    '50ms',
  ],
  ['a verify', { verify: '-- pgpm: timeout 50ms\n\nselect pg_sleep(1);' }, 'statement', '50ms'],
  ['a revert', { revert: '-- pgpm: timeout 50ms\n\nselect pg_sleep(1);' }, 'statement', '50ms'],
  [
    'a statement that sets its own limit',
    { deploy: "set statement_timeout = '50ms'; select pg_sleep(1);" },
    'statement',
    undefined,
  ],
])('a limit that %s reaches is told as one', async (_name, scripts, which, value) => {
  const { problems } = await checkShop([{ name: 'a', verify: 'select 1 / 0', ...scripts }]);
  expect(problems).toContainEqual(expect.objectContaining({ code: 'TIMEOUT', change: 'a' }));
  const found = problems.find(({ code }) => code === 'TIMEOUT');
  expect(found).toMatchObject({
    fields: { which, value },
    place: { file: expect.stringContaining('/a.sql') as string },
  });
});

test('a statement that somebody cancels is none', async () => {
  const deploy = `do $$ begin raise exception 'canceling statement due to user request' using errcode = '57014'; end $$;`;
  const { problems } = await checkShop([{ name: 'a', deploy, verify: 'select 1 / 0' }]);
  expect(problems).toMatchObject([{ code: 'CHANGE_FAILED', fields: { sqlState: '57014' } }]);
});
