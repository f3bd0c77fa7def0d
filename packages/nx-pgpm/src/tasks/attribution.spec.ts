import { EngineError } from '@pgpm/engine';
import { PostgresError } from '@pgpm/postgres';
import { attribute, type AttributedTask } from './attribution.js';

function task(name: string, closure: readonly string[] = [], dependsOn: readonly string[] = []): AttributedTask {
  return { id: `${name}:deploy`, module: { name }, closure: new Set([name, ...closure]), dependsOn };
}

const base = task('base');
const middle = task('middle', ['base']);
const top = task('top', ['middle', 'base']);
const beside = task('beside');
const tasks = [base, beside, middle, top];

function problem(module?: string, severity: 'error' | 'warning' = 'error'): EngineError {
  return new EngineError('SCRIPT_MISSING', { kind: 'deploy', path: 'x.sql' }, { module, severity });
}

/** Names only; for the skipped, with the reason. */
function verdict(error: unknown, of: readonly AttributedTask[] = tasks, atomic = false) {
  const { failed, skipped, passed, left } = attribute(error, of, atomic);
  const names = (list: readonly AttributedTask[]) => list.map(({ module }) => module.name);
  return {
    failed: names(failed),
    skipped: skipped.map((each) => `${each.task.module.name} because of ${each.because}`),
    passed: names(passed),
    left: names(left),
  };
}

test('the module of the error fails, what requires it is skipped, the rest is not concerned', () => {
  expect(verdict(problem('middle'))).toEqual({
    failed: ['middle'],
    skipped: ['top because of middle'],
    passed: [],
    left: ['base', 'beside'],
  });
});

test('every module of a summed up error fails', () => {
  const problems = [problem('base'), problem('beside'), problem('middle', 'warning')];
  expect(verdict(new EngineError('PREFLIGHT_FAILED', { problems }))).toEqual({
    failed: ['base', 'beside'],
    skipped: ['middle because of base', 'top because of base'],
    passed: [],
    left: [],
  });
});

test('tasks fail themselves when the module of the error has no task', () => {
  expect(verdict(problem('base'), [beside, middle, top])).toMatchObject({
    failed: ['middle', 'top'],
    left: ['beside'],
  });
});

test('after a verification everybody was tried', () => {
  const problems = [problem('middle')];
  const error = new EngineError('OPERATION_FAILED', { operation: 'Verification', target: ['middle:x'], problems });
  expect(verdict(error)).toEqual({
    failed: ['middle'],
    skipped: ['top because of middle'],
    passed: ['base', 'beside'],
    left: [],
  });
});

test('in an atomic run nobody goes on', () => {
  expect(verdict(problem('middle'), tasks, true)).toEqual({
    failed: ['middle'],
    skipped: ['base because of middle', 'beside because of middle', 'top because of middle'],
    passed: [],
    left: [],
  });
});

const state = { kept: [], rolledBack: [] };

test.each<[string, unknown]>([
  ['an error without a module', problem()],
  ['an error of a module that nobody needs', problem('elsewhere')],
  [
    'several errors of which one has no module',
    new EngineError('PREFLIGHT_FAILED', { problems: [problem('base'), problem()] }),
  ],
  ['a cancelled run', new EngineError('CANCELLED', { state }, { module: 'base' })],
  ['a lost connection', new EngineError('CONNECTION_LOST', { reason: 'x', state }, { module: 'base' })],
  ['no server', new PostgresError('NOT_IN_WORKSPACE', { cwd: '/' })],
])('%s concerns everybody', (_case, error) => {
  expect(verdict(error)).toEqual({ failed: ['base', 'beside', 'middle', 'top'], skipped: [], passed: [], left: [] });
});

test('a task that Nx makes depend on a failed one is skipped, and so is what depends on it', () => {
  const first = task('first');
  const second = task('second', [], [first.id]);
  const third = task('third', [], [second.id]);
  expect(verdict(problem('first'), [third, second, first, beside])).toEqual({
    failed: ['first'],
    skipped: ['second because of first:deploy', 'third because of second:deploy'],
    passed: [],
    left: ['beside'],
  });
});
