import { Turns, type Holder } from './turns.cjs';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const patience = 10_000;

function isHolder(answer: Holder | string): asserts answer is Holder {
  expect(typeof answer).toBe('object');
}

test('connections get the session in the order of their coming', async () => {
  const turns = new Turns(patience);
  isHolder(await turns.take('first'));
  expect(turns.isFree).toBe(false);
  const order: string[] = [];
  const others = ['second', 'third'].map(async (name) => {
    isHolder(await turns.take(name));
    order.push(name);
    turns.release();
  });
  turns.release();
  await Promise.all(others);
  expect(order).toEqual(['second', 'third']);
  expect(turns.isFree).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});

test('who waits for an idle holder is told who that is', async () => {
  const turns = new Turns(patience);
  isHolder(await turns.take('psql'));
  const waiting = turns.take('other');
  await jest.advanceTimersByTimeAsync(patience + 1_000);
  expect(await waiting).toBe('this server has one session, and connection "psql" holds it, idle for 10 s');
  expect(jest.getTimerCount()).toBe(0);
});

test('a holder at work is waited for, and a new one gets its time, too', async () => {
  const turns = new Turns(patience);
  const first = await turns.take('');
  isHolder(first);
  first.mark(true);
  const second = turns.take('');
  await jest.advanceTimersByTimeAsync(10 * patience);
  first.mark(false);
  await jest.advanceTimersByTimeAsync(patience / 2);
  turns.release();
  isHolder(await second);
  const third = turns.take('');
  await jest.advanceTimersByTimeAsync(patience + 1_000);
  expect(await third).toBe('this server has one session, and another connection holds it, idle for 10 s');
});
