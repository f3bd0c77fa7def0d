import { confirmProduction } from './production.js';

const database = {
  config: { host: 'db.example', port: 5432, database: 'app' },
  describe: 'postgresql://ann@db.example:5432/app (DATABASE_URL)',
};

/** Somebody at the terminal, or nobody, and what was asked. */
function person(answer: string | undefined) {
  const asked: string[] = [];
  return {
    asked,
    ask: (question: string) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
  };
}

test.each([
  ['what is not marked', {}],
  ['a dry run', { production: true, dryRun: true }],
  ['who has said where', { production: true, confirm: 'db.example/app' }],
])('%s passes, and nobody is asked', async (_, options) => {
  const { ask, asked } = person('db.example/app');
  await confirmProduction('deploy', options, database, ask);
  expect(asked).toEqual([]);
});

test('a person who says where passes, and is told where it goes', async () => {
  const { ask, asked } = person('db.example/app');
  await confirmProduction('deploy', { production: true }, database, ask);
  expect(asked).toEqual([
    'deploy on production, postgresql://ann@db.example:5432/app (DATABASE_URL). Say where, as host/database:',
  ]);
});

test.each([
  ['nobody to ask', undefined, undefined],
  ['another answer', undefined, 'yes'],
  ['no answer', undefined, ''],
  ['another name in advance', 'db.example/app2', 'db.example/app'],
  ['another server in advance', 'db2.example/app', 'db.example/app'],
  ['the name of the database alone', 'app', 'db.example/app'],
  ['an empty text in advance', '', 'db.example/app'],
])('%s is refused', async (_, confirm, answer) => {
  await expect(
    confirmProduction('revert', { production: true, confirm }, database, person(answer).ask),
  ).rejects.toMatchObject({
    code: 'PRODUCTION_NOT_CONFIRMED',
    fields: { operation: 'revert', place: 'db.example/app', given: confirm ?? answer },
    hint: expect.stringContaining('--confirm=db.example/app'),
  });
});

test('a name that a shell would take for more is quoted', async () => {
  const hostile = { ...database, config: { ...database.config, database: "a'; drop" } };
  await expect(confirmProduction('deploy', { production: true }, hostile, person(undefined).ask)).rejects.toMatchObject(
    {
      hint: expect.stringContaining(`--confirm='db.example/a'\\''; drop'`),
    },
  );
});

test.each([
  [{ host: '::1', port: 5432 }, '[::1]/app'],
  [{ host: '127.0.0.1', port: 56_001 }, '127.0.0.1:56001/app'],
  [{ host: '/run/postgresql', port: 5433 }, '/run/postgresql:5433/app'],
])('%j is said as %s', async (server, confirm) => {
  const found = { ...database, config: { ...server, database: 'app' } };
  await confirmProduction('deploy', { production: true, confirm }, found, person(undefined).ask);
});
