import { Levels } from './levels.js';

test('the first level is a transaction, those inside of it are savepoints', () => {
  const levels = new Levels();
  expect([levels.open(), levels.open(), levels.open(), levels.depth]).toEqual([
    'begin',
    'savepoint pgpm_level_2',
    'savepoint pgpm_level_3',
    3,
  ]);
  expect([levels.close(), levels.close(), levels.close(), levels.depth]).toEqual([
    'rollback to savepoint pgpm_level_3; release savepoint pgpm_level_3',
    'rollback to savepoint pgpm_level_2; release savepoint pgpm_level_2',
    'rollback',
    0,
  ]);
});

test('levels are opened again with the settings of each', () => {
  const levels = new Levels();
  levels.open();
  levels.note([['role', 'ann']]);
  levels.open();
  levels.note([['a.b', '1']]);
  levels.note([['a.b', '2']]);
  const again = [
    { statement: 'begin', settings: [['role', 'ann']] },
    { statement: 'savepoint pgpm_level_2', settings: [['a.b', '2']] },
  ];
  expect(levels.reopen()).toEqual(again);
  expect(levels.reopen()).toEqual(again);
});

test('settings made after a savepoint of the test go back with it', () => {
  const levels = new Levels();
  levels.open();
  levels.note([['a.b', '1']]);
  levels.savepoint('here');
  levels.note([['a.b', '2']]);
  levels.savepoint('here');
  levels.note([['a.b', '3']]);
  levels.rollbackTo('here');
  expect(levels.reopen()[0]?.settings).toEqual([['a.b', '2']]);
});

test('settings of a level end with it', () => {
  const levels = new Levels();
  levels.open();
  levels.open();
  levels.note([['a.b', '1']]);
  levels.close();
  expect(levels.reopen()).toEqual([{ statement: 'begin', settings: [] }]);
});
