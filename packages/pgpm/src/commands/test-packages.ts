import type * as Report from '@pgpm/engine/report';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { flag, list, switchedOn } from '../cli/option.js';
import { url } from '../shared/database.js';
import { junit, prepareJUnit } from '../shared/junit.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';
import { shard, takeShard } from '../shared/shard.js';
import { testModule, testSuite, type ModuleTest } from '../shared/test-module.js';
import { counted } from '../shared/words.js';

const exclude = list('--exclude <modules>', 'Modules to leave out, with commas; can be repeated.', { split: true });
const stopOnFail = flag('stop-on-fail', 'Stop at the first module that fails.');
const continueOnFail = flag('continue-on-fail', 'Accepted for the sake of other tools: that is what it does.', {
  also: ['--force-all'],
});
const fullCycle = switchedOn('full-cycle', 'Only deploy; leave out verify, revert and the second deploy.');

export const testPackages: Command = {
  options: [packages, exclude, shard, stopOnFail, continueOnFail, fullCycle, junit, url],
  examples: [
    'pgpm test-packages',
    'pgpm test-packages --exclude base --stop-on-fail',
    'pgpm test-packages --shard 1/2 --junit tests.xml',
  ],
  run: async (invocation) => {
    const { value, note } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const { findModule } = await import('@pgpm/engine');
    const report = await import('@pgpm/engine/report');
    const excluded = new Set(value(exclude).map((name) => findModule(workspace, name).name));
    const chosen = (await selectModules(invocation, workspace))
      .filter(({ name }) => !excluded.has(name))
      .map(({ name }) => name);
    const modules = takeShard(chosen, value(shard));
    invocation.about({ modules });
    const writeJUnit = await prepareJUnit(invocation);
    const tests: ModuleTest[] = [];
    for (const name of modules) {
      const test = await testModule(invocation, workspace, name, value(fullCycle));
      tests.push(test);
      note(progressLine(test));
      if (!test.passed && value(stopOnFail)) break;
    }
    const failures = tests.filter(({ passed }) => !passed);
    const left = modules.slice(tests.length);
    const untested = left.map((module) => ({ module, passed: false, steps: [] }));
    writeJUnit([...tests, ...untested].map((test) => testSuite(test, value(fullCycle))));
    return {
      result: { modules: tests.map((test) => resultOf(test, report)), excluded: [...excluded], left },
      text: failures.map((test) => failureText(test, report)).join('\n'),
      summary: summarize(tests.length, failures.length, left.length),
      exitCode: failures.length === 0 ? exitCodes.ok : exitCodes.failure,
    };
  },
};

function resultOf({ failed, ...test }: ModuleTest, { errorList }: typeof Report): object {
  return failed === undefined ? test : { ...test, failed: { step: failed.step, errors: errorList(failed.error) } };
}

/** `✓ shop: deploy 120 ms, verify 10 ms`. */
function progressLine({ module, passed, steps, failed }: ModuleTest): string {
  const done = steps.map(({ step, ms }) => `${step} ${ms} ms`);
  return `${passed ? '✓' : '✗'} ${module}: ${[...done, ...(failed === undefined ? [] : [`${failed.step} failed`])].join(', ')}`;
}

function failureText({ module, failed }: ModuleTest, { renderError }: typeof Report): string {
  return failed === undefined ? '' : `${module}: ${failed.step} failed\n${renderError(failed.error)}`;
}

function summarize(all: number, failures: number, left: number): string {
  const tail = left === 0 ? '' : `, ${left} not tested`;
  return `${counted(all, 'module')}: ${all - failures} passed, ${failures} failed${tail}`;
}
