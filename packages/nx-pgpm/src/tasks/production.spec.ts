import { confirmProduction } from './production.js';

const database = { config: { database: 'app' }, describe: 'postgresql://ann@db.example:5432/app (DATABASE_URL)' };

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
  ['who has said the name', { production: true, confirm: 'app' }],
])('%s passes, and nobody is asked', async (_, options) => {
  const { ask, asked } = person('app');
  await confirmProduction('deploy', options, database, ask);
  expect(asked).toEqual([]);
});

test('a person who says the name passes, and is told where it goes', async () => {
  const { ask, asked } = person('app');
  await confirmProduction('deploy', { production: true }, database, ask);
  expect(asked).toEqual([
    'deploy on production, postgresql://ann@db.example:5432/app (DATABASE_URL). The name of the database?',
  ]);
});

test.each([
  ['nobody to ask', undefined, undefined],
  ['another answer', undefined, 'yes'],
  ['no answer', undefined, ''],
  ['another name in advance', 'app2', 'app'],
  ['an empty name in advance', '', 'app'],
])('%s is refused', async (_, confirm, answer) => {
  await expect(
    confirmProduction('revert', { production: true, confirm }, database, person(answer).ask),
  ).rejects.toMatchObject({
    code: 'PRODUCTION_NOT_CONFIRMED',
    fields: { operation: 'revert', database: 'app', given: confirm ?? answer },
    hint: expect.stringContaining('--confirm=app'),
  });
});

test('a name that a shell would take for more is quoted', async () => {
  const hostile = { ...database, config: { database: "a'; drop" } };
  await expect(confirmProduction('deploy', { production: true }, hostile, person(undefined).ask)).rejects.toMatchObject(
    {
      hint: expect.stringContaining(`--confirm='a'\\''; drop'`),
    },
  );
});
