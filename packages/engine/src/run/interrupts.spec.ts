import { EventEmitter } from 'node:events';
import { listenForInterrupts } from './interrupts.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const source = new EventEmitter();

function listeners(): readonly number[] {
  return signals.map((signal) => source.listenerCount(signal));
}

test.each(signals)('%s aborts, and ends the process only when the work is done', (signal) => {
  const raised: string[] = [];
  const before = listeners();
  const { signal: abort, release } = listenForInterrupts(source, (received) => raised.push(received));
  source.emit(signal);
  source.emit('SIGTERM');
  expect(abort.aborted).toBe(true);
  expect(raised).toEqual([]);
  release();
  expect(raised).toEqual([signal]);
  expect(listeners()).toEqual(before);
});

test('without an interrupt nothing is raised, and no listener stays', () => {
  const raised: string[] = [];
  const before = listeners();
  const { signal, release } = listenForInterrupts(source, (received) => raised.push(received));
  expect(listeners()).toEqual(before.map((count) => count + 1));
  release();
  expect(signal.aborted).toBe(false);
  expect(raised).toEqual([]);
  expect(listeners()).toEqual(before);
});

test('Ctrl-C that a terminal has read as a key counts as the signal', () => {
  const raised: string[] = [];
  const { signal, interrupt, release } = listenForInterrupts(source, (received) => raised.push(received));
  interrupt();
  expect(signal.aborted).toBe(true);
  release();
  expect(raised).toEqual(['SIGINT']);
});
