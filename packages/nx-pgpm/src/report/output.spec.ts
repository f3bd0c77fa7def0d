import { batchOutputMode, Output, type OutputMode } from './output.js';

function written(mode: OutputMode) {
  const lines: string[] = [];
  const output = new Output(mode, (stream, text) => lines.push(`${stream} ${text}`));
  output.line('stdout', 'for all');
  output.line('stdout', 'for a', 'a');
  output.line('stderr', 'bad', 'b');
  return { lines, a: output.of('a'), b: output.of('b') };
}

test('live output is written, and not handed to Nx as well', () => {
  expect(written('live')).toEqual({ lines: ['stdout for all\n', 'stdout for a\n', 'stderr bad\n'], a: '', b: '' });
});

test('where Nx holds back what is written, each task gets its part', () => {
  expect(written('both')).toEqual({
    lines: ['stdout for all\n', 'stdout for a\n', 'stderr bad\n'],
    a: 'for all\nfor a\n',
    b: 'for all\nbad\n',
  });
});

test('returned output leaves only errors to be written', () => {
  expect(written('returned')).toEqual({ lines: ['stderr bad\n'], a: 'for all\nfor a\n', b: 'for all\n' });
});

test.each<[OutputMode, NodeJS.ProcessEnv]>([
  ['live', {}],
  ['live', { GITHUB_ACTIONS: '' }],
  ['both', { GITHUB_ACTIONS: 'true' }],
  ['live', { GITHUB_ACTIONS: 'true', NX_SKIP_LOG_GROUPING: 'true' }],
  ['live', { GITHUB_ACTIONS: 'true', NX_STREAM_OUTPUT: 'true' }],
  ['both', { NX_TUI: 'true' }],
  ['live', { NX_TUI: 'false' }],
])('%s in %j', (mode, env) => expect(batchOutputMode(env)).toBe(mode));
