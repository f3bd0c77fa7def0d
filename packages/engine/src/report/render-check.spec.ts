import { EngineError } from '../errors/index.js';
import type { ModuleProof } from '../model/index.js';
import { renderAnnotations } from './render-annotations.js';
import { renderCheck } from './render-check.js';
import { renderProblem } from './render-error.js';
import { checkSuite } from './check-suite.js';
import { renderJUnit } from './render-junit.js';

const inexact = new EngineError(
  'REVERT_INEXACT',
  {
    change: 'b',
    differences: [
      { kind: 'index', name: 'public.i', before: undefined, after: 'CREATE INDEX i' },
      { kind: 'column', name: 'public.t.a', before: '1. a integer', after: '2. a integer' },
    ],
  },
  { module: 'shop', change: 'b', place: { file: 'm/revert/b.sql', line: 3 }, hint: 'undo it, all of it: 100%' },
);
const bundle = new EngineError(
  'BUNDLE_FAILED',
  { sqlState: '42P01', reason: 'no "x" & <y>\u0001' },
  { module: 'shop' },
);

const proof: ModuleProof = {
  module: 'shop',
  changes: [
    {
      change: 'a',
      file: 'm/deploy/a.sql',
      steps: { failsBefore: 'waived', deploys: 'passed', verifies: 'passed', reverts: 'passed', redeploys: 'passed' },
      ms: 12,
    },
    {
      change: 'b',
      file: 'm/deploy/b.sql',
      steps: { failsBefore: 'passed', deploys: 'passed', verifies: 'passed', reverts: 'failed', redeploys: 'skipped' },
      ms: 30.4,
    },
  ],
  whole: 'skipped',
  bundle: 'failed',
  problems: [inexact, bundle],
};

test('a table has a line for each change and says what its marks mean', () => {
  expect(renderCheck(proof).split('\n')).toEqual([
    'fails before  deploys  verifies  reverts exactly  deploys again  shop',
    '~             ✓        ✓         ✓                ✓              a',
    '✓             ✓        ✓         ✗                -              b',
    '                                 -                -              all changes, from the last to the first and back',
    '              ✗                                                  the packaged module',
    '~ not possible, as its script says, - not tried',
  ]);
});

test('differences are shown object by object', () => {
  expect(renderProblem(inexact).split('\n')).toEqual([
    'error REVERT_INEXACT in shop:b: revert of "b" does not restore the database: index public.i was not there, column public.t.a differs',
    '  at: m/revert/b.sql:3',
    '  index public.i',
    '    before: (not there)',
    '    after: CREATE INDEX i',
    '  column public.t.a',
    '    before: 1. a integer',
    '    after: 2. a integer',
    '  hint: undo it, all of it: 100%',
  ]);
});

test('annotations of GitHub Actions are one line each, escaped', () => {
  const [first, second] = renderAnnotations([inexact, bundle]).split('\n');
  expect(first).toBe(
    '::error file=m/revert/b.sql,line=3,title=REVERT_INEXACT::revert of "b" does not restore the database: ' +
      'index public.i was not there, column public.t.a differs%0Aundo it, all of it: 100%25',
  );
  expect(second).toMatch(/^::error title=BUNDLE_FAILED::/);
});

test('JUnit has a case for each change, with its findings, and only characters that XML has', () => {
  const xml = renderJUnit([checkSuite(proof)]);
  expect(xml).toContain('<testsuite name="shop" tests="4" failures="2" errors="0" skipped="1" time="0.042">');
  expect(xml).toContain('<testcase classname="shop" name="a" time="0.012"/>');
  expect(xml).toMatch(/name="b" time="0\.030"><failure message="revert of &quot;b&quot; .*" type="REVERT_INEXACT">/);
  expect(xml).toContain('name="all changes, from the last to the first and back" time="0.000"><skipped/></testcase>');
  expect(xml).toContain('no "x" &amp; &lt;y&gt;\ufffd');
});
