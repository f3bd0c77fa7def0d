import * as report from '@pgpm/engine/report';
import { JsonReporter } from './json-reporter.js';

test.each([
  ['deploy', undefined, true],
  ['test-packages', 1, false],
  ['doctor', 1, false],
  ['package', 5, false],
  ['analyze', 3, true],
  ['check', 3, true],
])('%s with exit code %p has success %p', (operation, exitCode, success) => {
  let line = '';
  const reporter = new JsonReporter({ out: (text) => void (line += text), err: () => undefined }, report);
  const subject = { operation, modules: ['shop'], database: undefined };
  reporter.done(subject, { result: { drift: ['x'] }, summary: 'found', exitCode });
  const rest = success ? {} : { errors: [] };
  const found = {
    version: 1,
    operation,
    modules: ['shop'],
    success,
    summary: 'found',
    result: { drift: ['x'] },
    ...rest,
  };
  expect(JSON.parse(line)).toEqual(found);
});
