import type { CheckResult, CodedError } from '@pgpm/engine';
import type * as Report from '@pgpm/engine/report';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { text } from '../cli/option.js';
import { url } from '../shared/database.js';
import { junit, prepareJUnit } from '../shared/junit.js';
import { makeScratch } from '../shared/scratch.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const from = text('--from <reference>', 'Deploy this change and those before it, and prove only what follows.');

export const check: Command = {
  options: [packages, from, junit, url],
  examples: ['pgpm check --package shop'],
  run: async (invocation) => {
    const { signal, value } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectModules(invocation, workspace);
    const { check: run, isCodedError } = await import('@pgpm/engine');
    const report = await import('@pgpm/engine/report');
    const writeJUnit = await prepareJUnit(invocation);
    const checked: Checked[] = [];
    for (const { name } of modules) {
      const scratch = () => makeScratch(invocation, workspace, name);
      try {
        checked.push(await run({ workspace, target: name, from: value(from), scratch, signal }));
      } catch (error) {
        // What is wrong with one module of several must not hide what was found in the others.
        if (modules.length === 1 || !isCodedError(error) || error.code === 'CANCELLED') throw error;
        checked.push({ module: name, passed: false, error });
      }
    }
    writeJUnit(checked.map((one) => ('error' in one ? unprovenSuite(one) : report.checkSuite(one))));
    const proven = checked.filter(({ passed }) => passed).length;
    return {
      result: { modules: checked.map((one) => resultOf(one, report)) },
      text: checked.flatMap((one) => linesOf(one, report)).join('\n'),
      summary: `${proven} of ${counted(modules.length, 'module')} proven`,
      exitCode: proven === modules.length ? exitCodes.ok : exitCodes.preflight,
    };
  },
};

/** A proof, or why it could not begin. */
type Checked = CheckResult | Unproven;

interface Unproven {
  readonly module: string;
  readonly passed: false;
  readonly error: CodedError;
}

function resultOf(one: Checked, { errorList }: typeof Report): object {
  return 'error' in one ? { module: one.module, passed: false, errors: errorList(one.error) } : one;
}

function linesOf(one: Checked, { renderCheck, renderError }: typeof Report): readonly string[] {
  if ('error' in one) return [renderError(one.error), `${one.module} could not be checked`];
  const lines = [renderCheck(one), ...one.problems.map(renderError), one.summary];
  return lines.filter((line) => line !== '');
}

function unprovenSuite({ module, error }: Unproven): Report.TestSuite {
  return { name: module, cases: [{ name: 'prepare', ms: 0, status: 'failed', problems: [error] }] };
}
